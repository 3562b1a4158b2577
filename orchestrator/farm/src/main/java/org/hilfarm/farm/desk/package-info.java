/** One script on one board on a desk, without a server. */
@NullMarked
package org.hilfarm.farm.desk;

import org.jspecify.annotations.NullMarked;
