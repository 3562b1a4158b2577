/** What GitHub's REST API answers, as far as the farm reads it. All of it comes from outside. */
@NullMarked
package org.hilfarm.wire.github;

import org.jspecify.annotations.NullMarked;
