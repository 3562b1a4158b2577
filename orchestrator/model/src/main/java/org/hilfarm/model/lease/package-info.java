/** One user per board: leases and their growing fencing tokens. */
@NullMarked
package org.hilfarm.model.lease;

import org.jspecify.annotations.NullMarked;
