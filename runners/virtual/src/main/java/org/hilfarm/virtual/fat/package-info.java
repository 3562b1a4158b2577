/**
 * FAT12 and FAT16 volumes in files: made from, and read back into, a tree of files. Ours rather
 * than mtools', so that a board answers a host's write in a millisecond and no process; the tests
 * hold it against mtools.
 */
@NullMarked
package org.hilfarm.virtual.fat;

import org.jspecify.annotations.NullMarked;
