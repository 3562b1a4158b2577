/** What racks ask of the orchestrator over HTTP. */
@NullMarked
package org.hilfarm.server.rackapi;

import org.jspecify.annotations.NullMarked;
