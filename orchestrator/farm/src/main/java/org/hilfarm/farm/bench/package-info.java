/** What the farm costs in time and memory, beside what it should. */
@NullMarked
package org.hilfarm.farm.bench;

import org.jspecify.annotations.NullMarked;
