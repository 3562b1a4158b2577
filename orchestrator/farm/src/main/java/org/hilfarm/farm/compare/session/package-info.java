/** Console sessions: files that say what is typed, and the play of one on a board. */
@NullMarked
package org.hilfarm.farm.compare.session;

import org.jspecify.annotations.NullMarked;
