/**
 * Web servers of this process, on the loopback address only. The JDK's own server is known here.
 */
@NullMarked
package org.hilfarm.testing.github.net;

import org.jspecify.annotations.NullMarked;
