/** What is known, in the shapes that GitHub's API and webhooks have for it. */
@NullMarked
package org.hilfarm.testing.github.view;

import org.jspecify.annotations.NullMarked;
