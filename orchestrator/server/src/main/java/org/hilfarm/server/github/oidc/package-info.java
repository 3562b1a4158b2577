/** Workflows of GitHub Actions prove who they are, and get a ticket for one run. */
@NullMarked
package org.hilfarm.server.github.oidc;

import org.jspecify.annotations.NullMarked;
