/** Two boards' words side by side: what is the same, what varies by nature, what differs. */
@NullMarked
package org.hilfarm.farm.compare.judge;

import org.jspecify.annotations.NullMarked;
