/** What tests of every module use: a check that nothing outlives a test. */
@NullMarked
package org.hilfarm.testing;

import org.jspecify.annotations.NullMarked;
