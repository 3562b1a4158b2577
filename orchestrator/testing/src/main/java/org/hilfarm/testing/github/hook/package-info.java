/** Webhooks: what they say, and how they are signed, sent and sent again. */
@NullMarked
package org.hilfarm.testing.github.hook;

import org.jspecify.annotations.NullMarked;
