/** A board's files, through its drive or, where it has none, through its prompt. */
@NullMarked
package org.hilfarm.drivers.drive;

import org.jspecify.annotations.NullMarked;
