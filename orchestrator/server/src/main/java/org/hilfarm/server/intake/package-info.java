/** What is submitted, and the rules it must keep before anything is stored. */
@NullMarked
package org.hilfarm.server.intake;

import org.jspecify.annotations.NullMarked;
