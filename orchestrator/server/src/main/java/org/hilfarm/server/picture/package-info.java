/** Pictures, drawn by the farm itself from the numbers in a report; a board never sends one. */
@NullMarked
package org.hilfarm.server.picture;

import org.jspecify.annotations.NullMarked;
