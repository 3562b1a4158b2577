/** CircuitPython for a virtual board, made after the real one: boot, code.py, REPL, safe mode. */
@NullMarked
package org.hilfarm.virtual.circuitpython;

import org.jspecify.annotations.NullMarked;
