/** Text that came from a board, a build or a rack, before anybody looks at it. */
@NullMarked
package org.hilfarm.server.visible;

import org.jspecify.annotations.NullMarked;
