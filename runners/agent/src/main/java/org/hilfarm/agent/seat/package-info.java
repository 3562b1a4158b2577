/** Boards of the rack that persons have reserved. */
@NullMarked
package org.hilfarm.agent.seat;

import org.jspecify.annotations.NullMarked;
