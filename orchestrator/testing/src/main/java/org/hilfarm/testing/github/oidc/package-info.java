/** Keys and signed tokens: the app's, and those of GitHub's issuer for workflows. */
@NullMarked
package org.hilfarm.testing.github.oidc;

import org.jspecify.annotations.NullMarked;
