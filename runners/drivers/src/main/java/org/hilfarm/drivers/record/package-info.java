/**
 * What a test script says through {@code hil.py}, and how it is picked out of the console's bytes.
 */
@NullMarked
package org.hilfarm.drivers.record;

import org.jspecify.annotations.NullMarked;
