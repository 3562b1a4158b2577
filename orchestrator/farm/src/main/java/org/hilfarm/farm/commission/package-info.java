/** From a host with boards plugged in to a rack file whose every line was tried. */
@NullMarked
package org.hilfarm.farm.commission;

import org.jspecify.annotations.NullMarked;
