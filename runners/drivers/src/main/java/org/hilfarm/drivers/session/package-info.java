/**
 * A leased board's session: flashed, proven to run the image, its scripts and upstream's tests run.
 */
@NullMarked
package org.hilfarm.drivers.session;

import org.jspecify.annotations.NullMarked;
