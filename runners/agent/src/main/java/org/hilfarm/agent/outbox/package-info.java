/** Reports on their way: on disk until the orchestrator has them. */
@NullMarked
package org.hilfarm.agent.outbox;

import org.jspecify.annotations.NullMarked;
