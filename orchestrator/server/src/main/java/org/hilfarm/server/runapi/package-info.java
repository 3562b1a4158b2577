/** What people and programs ask of the orchestrator over HTTP. */
@NullMarked
package org.hilfarm.server.runapi;

import org.jspecify.annotations.NullMarked;
