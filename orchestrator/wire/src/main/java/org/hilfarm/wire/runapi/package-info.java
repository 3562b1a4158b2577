/** What people's tools and the server say to each other about runs and boards. */
@NullMarked
package org.hilfarm.wire.runapi;

import org.jspecify.annotations.NullMarked;
