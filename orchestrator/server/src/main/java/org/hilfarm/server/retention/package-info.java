/** How what grows is let go of. */
@NullMarked
package org.hilfarm.server.retention;

import org.jspecify.annotations.NullMarked;
