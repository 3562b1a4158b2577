/** The ELF file a build leaves beside its image, as far as it says what code is where. */
@NullMarked
package org.hilfarm.firmware.elf;

import org.jspecify.annotations.NullMarked;
