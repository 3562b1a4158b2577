/** Boards that misbehave: who is sent up the recovery ladder, and what the farm decides of them. */
@NullMarked
package org.hilfarm.server.recovery;

import org.jspecify.annotations.NullMarked;
