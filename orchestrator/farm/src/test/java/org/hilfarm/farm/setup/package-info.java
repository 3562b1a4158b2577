/** The set-up scripts, run on machines that are pretended. */
@NullMarked
package org.hilfarm.farm.setup;

import org.jspecify.annotations.NullMarked;
