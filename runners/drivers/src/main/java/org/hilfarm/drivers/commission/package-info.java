/** A host that is new: what its ports hold, and what each of them does when it is switched. */
@NullMarked
package org.hilfarm.drivers.commission;

import org.jspecify.annotations.NullMarked;
