/** The command line. */
@NullMarked
package org.hilfarm.farm.cli;

import org.jspecify.annotations.NullMarked;
