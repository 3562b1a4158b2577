/** Which hosts may speak for which racks: invitations, keys, revocation. */
@NullMarked
package org.hilfarm.server.enrol;

import org.jspecify.annotations.NullMarked;
