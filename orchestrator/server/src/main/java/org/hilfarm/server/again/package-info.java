/** Runs that test again what did not pass in another one. */
@NullMarked
package org.hilfarm.server.again;

import org.jspecify.annotations.NullMarked;
