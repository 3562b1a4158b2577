/** What is said to and by GitHub, held against GitHub's own descriptions of it. */
@NullMarked
package org.hilfarm.testing.contract;

import org.jspecify.annotations.NullMarked;
