/** Boards of the rack that the orchestrator wants recovered. */
@NullMarked
package org.hilfarm.agent.recovery;

import org.jspecify.annotations.NullMarked;
