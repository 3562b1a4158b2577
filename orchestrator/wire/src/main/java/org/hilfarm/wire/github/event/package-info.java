/**
 * What GitHub's webhooks say, as far as the farm reads it (npm {@code @octokit/webhooks-schemas}).
 * A signature says only that GitHub sent it: branches, names and titles in it are anybody's.
 */
@NullMarked
package org.hilfarm.wire.github.event;

import org.jspecify.annotations.NullMarked;
