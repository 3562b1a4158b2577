/** The ESP32-S2's ROM loader, as esptool talks to it. */
@NullMarked
package org.hilfarm.virtual.rom;

import org.jspecify.annotations.NullMarked;
