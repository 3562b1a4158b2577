/** What a farm that has just started does for practice, before anybody waits for it. */
@NullMarked
package org.hilfarm.server.rehearsal;

import org.jspecify.annotations.NullMarked;
