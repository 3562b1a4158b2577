/** Time is handed in: a ticker to read, a deadline made once and passed down. */
@NullMarked
package org.hilfarm.time;

import org.jspecify.annotations.NullMarked;
