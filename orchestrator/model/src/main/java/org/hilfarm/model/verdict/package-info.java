/** The one answer a run ends with. */
@NullMarked
package org.hilfarm.model.verdict;

import org.jspecify.annotations.NullMarked;
