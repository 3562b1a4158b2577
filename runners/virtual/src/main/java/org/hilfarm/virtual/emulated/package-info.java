/**
 * Emulated boards: real firmware on a program that plays the chip. The program is the silicon and
 * the USB wire; what a rack does for a board (file tree, ports, drives, power) stays here.
 */
@NullMarked
package org.hilfarm.virtual.emulated;

import org.jspecify.annotations.NullMarked;
