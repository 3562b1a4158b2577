/** What a run requires, fixed once it is made. */
@NullMarked
package org.hilfarm.model.plan;

import org.jspecify.annotations.NullMarked;
