/** Images onto boards: esptool for the ESP32-S2's ROM, mtools for UF2 drives. */
@NullMarked
package org.hilfarm.drivers.flash;

import org.jspecify.annotations.NullMarked;
