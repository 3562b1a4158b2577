/** A GitHub of this process, on the loopback address, for tests and for {@code demo --github}. */
@NullMarked
package org.hilfarm.testing.github;

import org.jspecify.annotations.NullMarked;
