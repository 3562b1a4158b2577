/** The door GitHub's webhooks come through: signed, bounded, kept before they are answered. */
@NullMarked
package org.hilfarm.server.github.hook;

import org.jspecify.annotations.NullMarked;
