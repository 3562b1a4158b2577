/** The orchestrator, put together. */
@NullMarked
package org.hilfarm.server;

import org.jspecify.annotations.NullMarked;
