/** Child processes: found, started, bounded, killed as a tree. The only place that starts any. */
@NullMarked
package org.hilfarm.process;

import org.jspecify.annotations.NullMarked;
