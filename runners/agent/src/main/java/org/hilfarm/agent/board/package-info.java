/** Which boards of the rack can be given work. */
@NullMarked
package org.hilfarm.agent.board;

import org.jspecify.annotations.NullMarked;
