/** A lease and the work under it. */
@NullMarked
package org.hilfarm.agent.lease;

import org.jspecify.annotations.NullMarked;
