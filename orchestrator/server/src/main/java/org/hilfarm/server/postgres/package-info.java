/** All SQL of the farm, and the PostgreSQL it starts when none is given. */
@NullMarked
package org.hilfarm.server.postgres;

import org.jspecify.annotations.NullMarked;
