/** Board time: virtual boards may run faster, emulated ones slower, than the wall. */
@NullMarked
package org.hilfarm.drivers.clock;

import org.jspecify.annotations.NullMarked;
