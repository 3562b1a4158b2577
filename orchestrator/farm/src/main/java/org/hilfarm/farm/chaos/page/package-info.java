/** What a round came to: kept between calls, and told. */
@NullMarked
package org.hilfarm.farm.chaos.page;

import org.jspecify.annotations.NullMarked;
