/** Boards' consoles as people see them: reserved to be typed at, or watched while a job runs. */
@NullMarked
package org.hilfarm.server.console;

import org.jspecify.annotations.NullMarked;
