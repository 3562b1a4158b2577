/** A virtual board's USB plug: what it shows, and whether the host can see it. */
@NullMarked
package org.hilfarm.virtual.usb;

import org.jspecify.annotations.NullMarked;
