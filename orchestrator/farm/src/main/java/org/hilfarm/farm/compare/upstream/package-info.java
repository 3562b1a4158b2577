/**
 * Upstream's tests on a virtual board beside the interpreter that board is made of, alone: what
 * differs is the board's, and is held against the listed causes.
 */
@NullMarked
package org.hilfarm.farm.compare.upstream;

import org.jspecify.annotations.NullMarked;
