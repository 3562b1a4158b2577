/** Pages for people, as little of GitHub's own as shows what a farm says there. */
@NullMarked
package org.hilfarm.testing.github.page;

import org.jspecify.annotations.NullMarked;
