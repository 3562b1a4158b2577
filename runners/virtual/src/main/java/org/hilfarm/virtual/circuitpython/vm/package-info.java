/** One start of the Python interpreter, a MicroPython process. */
@NullMarked
package org.hilfarm.virtual.circuitpython.vm;

import org.jspecify.annotations.NullMarked;
