/** Who did what to the farm: written with the deed itself, and never changed. */
@NullMarked
package org.hilfarm.server.audit;

import org.jspecify.annotations.NullMarked;
