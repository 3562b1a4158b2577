/** Why a board started: the ledger that keeps every start, the oracle that judges it. */
@NullMarked
package org.hilfarm.drivers.reset;

import org.jspecify.annotations.NullMarked;
