/** FAT12 and FAT16 volumes in files: made from, and read back into, a tree of files. */
@NullMarked
package org.hilfarm.virtual.fat;

import org.jspecify.annotations.NullMarked;
