/**
 * Firmware file formats: UF2, ESP images, and the version banner every CircuitPython image carries.
 */
@NullMarked
package org.hilfarm.firmware;

import org.jspecify.annotations.NullMarked;
