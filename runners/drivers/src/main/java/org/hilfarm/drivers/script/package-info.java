/**
 * A script on a board: phase by phase, what the host does meanwhile, what board and host saw,
 * weighed.
 */
@NullMarked
package org.hilfarm.drivers.script;

import org.jspecify.annotations.NullMarked;
