/** What the rack's boards say, on its way to whoever watches. */
@NullMarked
package org.hilfarm.agent.console;

import org.jspecify.annotations.NullMarked;
