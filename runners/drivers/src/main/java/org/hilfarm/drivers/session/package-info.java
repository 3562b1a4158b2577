/** From a leased board to what its scripts said: flashing, proving, running phase by phase. */
@NullMarked
package org.hilfarm.drivers.session;

import org.jspecify.annotations.NullMarked;
