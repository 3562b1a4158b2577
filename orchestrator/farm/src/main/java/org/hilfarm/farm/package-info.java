/** The composition root: everything is built and wired here, and only here. */
@NullMarked
package org.hilfarm.farm;

import org.jspecify.annotations.NullMarked;
