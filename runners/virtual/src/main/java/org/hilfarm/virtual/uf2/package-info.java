/** UF2 bootloaders: the drives they show and the rules by which they take blocks. */
@NullMarked
package org.hilfarm.virtual.uf2;

import org.jspecify.annotations.NullMarked;
