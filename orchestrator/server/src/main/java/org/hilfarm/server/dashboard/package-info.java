/** The pages people see: racks, runs and one run, rendered on the server from the wire's views. */
@NullMarked
package org.hilfarm.server.dashboard;

import org.jspecify.annotations.NullMarked;
