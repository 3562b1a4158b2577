/** A board in the hands of a person: its console held open over its starts, keys passed on. */
@NullMarked
package org.hilfarm.drivers.live;

import org.jspecify.annotations.NullMarked;
