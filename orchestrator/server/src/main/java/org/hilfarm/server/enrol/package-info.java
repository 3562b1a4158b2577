/** Which hosts may speak for which racks: invitations, keys, revocation; and which racks rest. */
@NullMarked
package org.hilfarm.server.enrol;

import org.jspecify.annotations.NullMarked;
