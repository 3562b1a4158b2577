/** What is done by the clock. Quartz tells the time; what comes of it is the farm's own. */
@NullMarked
package org.hilfarm.server.schedule;

import org.jspecify.annotations.NullMarked;
