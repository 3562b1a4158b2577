/** What a commit's checks are to say, as those who decide it put it. */
@NullMarked
package org.hilfarm.server.github.gate;

import org.jspecify.annotations.NullMarked;
