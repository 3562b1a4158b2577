/** The demonstration: a whole farm on virtual boards, and two builds for it. */
@NullMarked
package org.hilfarm.farm.demo;

import org.jspecify.annotations.NullMarked;
