/**
 * A campaign: a farm of real processes is struck by the seed while builds are handed in, and asked
 * afterwards whether its promises were kept.
 */
@NullMarked
package org.hilfarm.farm.chaos;

import org.jspecify.annotations.NullMarked;
