/** Where racks wait for work. */
@NullMarked
package org.hilfarm.server.queue;

import org.jspecify.annotations.NullMarked;
