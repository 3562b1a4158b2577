/** What an agent and the server say to each other; agents always call. */
@NullMarked
package org.hilfarm.wire.rackapi;

import org.jspecify.annotations.NullMarked;
