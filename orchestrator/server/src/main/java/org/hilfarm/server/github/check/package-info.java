/** A commit's checks at GitHub: what they say, and how it gets there whatever happens. */
@NullMarked
package org.hilfarm.server.github.check;

import org.jspecify.annotations.NullMarked;
