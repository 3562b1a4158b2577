/** What the farm has to do with GitHub, put together. */
@NullMarked
package org.hilfarm.server.github;

import org.jspecify.annotations.NullMarked;
