/** A rack of virtual boards behind the file tree that drivers read. */
@NullMarked
package org.hilfarm.virtual.rack;

import org.jspecify.annotations.NullMarked;
