/** The friendly and the raw REPL, byte for byte. */
@NullMarked
package org.hilfarm.virtual.circuitpython.repl;

import org.jspecify.annotations.NullMarked;
