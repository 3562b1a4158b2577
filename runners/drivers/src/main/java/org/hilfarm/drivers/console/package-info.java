/** A board's console: its transcript, waiting for what it says, and CircuitPython's raw REPL. */
@NullMarked
package org.hilfarm.drivers.console;

import org.jspecify.annotations.NullMarked;
