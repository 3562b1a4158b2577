/** How an agent, or a person's tool, talks to the orchestrator over HTTP. */
@NullMarked
package org.hilfarm.agent.link;

import org.jspecify.annotations.NullMarked;
