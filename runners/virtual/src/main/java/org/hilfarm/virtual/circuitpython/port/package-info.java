/** What the board's Python modules ask of the chip, family by family. */
@NullMarked
package org.hilfarm.virtual.circuitpython.port;

import org.jspecify.annotations.NullMarked;
