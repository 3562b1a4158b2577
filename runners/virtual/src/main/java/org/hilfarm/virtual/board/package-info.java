/** The seam between a virtual board's chip and the firmware that runs on it. */
@NullMarked
package org.hilfarm.virtual.board;

import org.jspecify.annotations.NullMarked;
