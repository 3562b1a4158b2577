/** The bundle to replay: all that one script's attempt was made of, in one zip. */
@NullMarked
package org.hilfarm.server.replay;

import org.jspecify.annotations.NullMarked;
