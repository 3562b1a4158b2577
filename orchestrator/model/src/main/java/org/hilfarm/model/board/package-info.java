/** Boards, their types, the slots they sit in and the racks that hold the slots. */
@NullMarked
package org.hilfarm.model.board;

import org.jspecify.annotations.NullMarked;
