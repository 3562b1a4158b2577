/** What comes in from the host, and what goes out: bytes, title, the events of a board. */
@NullMarked
package org.hilfarm.virtual.circuitpython.console;

import org.jspecify.annotations.NullMarked;
