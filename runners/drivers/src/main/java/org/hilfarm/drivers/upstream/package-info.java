/** Says what the output of an upstream test means, as MicroPython's tests/run-tests.py does. */
@NullMarked
package org.hilfarm.drivers.upstream;

import org.jspecify.annotations.NullMarked;
