/** CIRCUITPY: the drive a running CircuitPython shows, kept equal to a folder. */
@NullMarked
package org.hilfarm.virtual.drive;

import org.jspecify.annotations.NullMarked;
