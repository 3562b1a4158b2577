/** A virtual and an emulated board, given the same firmware and told to do the same. */
@NullMarked
package org.hilfarm.farm.compare;

import org.jspecify.annotations.NullMarked;
