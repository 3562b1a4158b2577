/** What is struck: PostgreSQL, orchestrators and agents as processes, virtual racks, networks. */
@NullMarked
package org.hilfarm.farm.chaos.stage;

import org.jspecify.annotations.NullMarked;
