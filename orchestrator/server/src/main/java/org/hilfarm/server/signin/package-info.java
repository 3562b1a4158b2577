/** People who sign in from a browser: who they are, what they may do, and for how long. */
@NullMarked
package org.hilfarm.server.signin;

import org.jspecify.annotations.NullMarked;
