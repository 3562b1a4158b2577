/** How the farm logs; the only package that knows Logback. */
@NullMarked
package org.hilfarm.farm.logging;

import org.jspecify.annotations.NullMarked;
