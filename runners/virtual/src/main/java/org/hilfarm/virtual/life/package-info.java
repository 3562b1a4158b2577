/** What a virtual chip does between two resets: application, bootloader, ROM, sleep, nothing. */
@NullMarked
package org.hilfarm.virtual.life;

import org.jspecify.annotations.NullMarked;
