/** Demonstration firmware: well-formed images that say what they are and run on virtual boards. */
@NullMarked
package org.hilfarm.virtual.demo;

import org.jspecify.annotations.NullMarked;
