/**
 * What is said to and by GitHub, and to readers of exports, held against what others publish of it.
 */
@NullMarked
package org.hilfarm.testing.contract;

import org.jspecify.annotations.NullMarked;
