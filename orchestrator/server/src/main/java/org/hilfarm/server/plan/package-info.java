/** Build, boards and suite become a plan: what a run requires, and the jobs it is. */
@NullMarked
package org.hilfarm.server.plan;

import org.jspecify.annotations.NullMarked;
