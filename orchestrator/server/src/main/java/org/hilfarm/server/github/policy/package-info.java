/** How far whom on GitHub is trusted: pure functions of the farm's own rules. */
@NullMarked
package org.hilfarm.server.github.policy;

import org.jspecify.annotations.NullMarked;
