/** Why a board started again: stimulus, witnesses, judgement. */
@NullMarked
package org.hilfarm.model.reset;

import org.jspecify.annotations.NullMarked;
