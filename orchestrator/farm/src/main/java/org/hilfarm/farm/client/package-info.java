/** How a person's tools talk to an orchestrator. */
@NullMarked
package org.hilfarm.farm.client;

import org.jspecify.annotations.NullMarked;
