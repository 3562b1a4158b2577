/** How a host comes to a key of its own, and where it keeps it. */
@NullMarked
package org.hilfarm.agent.enrol;

import org.jspecify.annotations.NullMarked;
