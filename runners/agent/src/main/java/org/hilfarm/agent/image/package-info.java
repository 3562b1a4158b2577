/** Firmware images on the rack, by digest. */
@NullMarked
package org.hilfarm.agent.image;

import org.jspecify.annotations.NullMarked;
