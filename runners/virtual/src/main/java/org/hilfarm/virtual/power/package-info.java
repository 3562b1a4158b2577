/** The switches of a virtual rack: port power and USB data lines, thrown by writing to files. */
@NullMarked
package org.hilfarm.virtual.power;

import org.jspecify.annotations.NullMarked;
