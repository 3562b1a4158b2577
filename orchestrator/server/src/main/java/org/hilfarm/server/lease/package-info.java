/** One user per board: leases are given, renewed and end. */
@NullMarked
package org.hilfarm.server.lease;

import org.jspecify.annotations.NullMarked;
