/**
 * Reads tests as MicroPython and CircuitPython keep them: a file, its expected output beside it.
 */
@NullMarked
package org.hilfarm.wire.upstream;

import org.jspecify.annotations.NullMarked;
