/** What is plugged in, as the kernel's sysfs shows it. */
@NullMarked
package org.hilfarm.drivers.usb;

import org.jspecify.annotations.NullMarked;
