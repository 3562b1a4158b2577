/** The file tree of a rack, laid out as the kernel lays out sysfs and dev, filled by us. */
@NullMarked
package org.hilfarm.virtual.tree;

import org.jspecify.annotations.NullMarked;
