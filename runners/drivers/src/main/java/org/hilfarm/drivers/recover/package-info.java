/** The recovery ladder: what is tried, cheapest first, to bring a board back without a person. */
@NullMarked
package org.hilfarm.drivers.recover;

import org.jspecify.annotations.NullMarked;
