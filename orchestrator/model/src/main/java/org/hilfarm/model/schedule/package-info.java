/** What the farm does by the clock. */
@NullMarked
package org.hilfarm.model.schedule;

import org.jspecify.annotations.NullMarked;
