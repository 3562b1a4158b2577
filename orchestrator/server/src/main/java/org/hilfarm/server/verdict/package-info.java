/** All attempts of a run fold into its one verdict; pure. */
@NullMarked
package org.hilfarm.server.verdict;

import org.jspecify.annotations.NullMarked;
