/** The process on each rack: asks for work, does it, reports. */
@NullMarked
package org.hilfarm.agent;

import org.jspecify.annotations.NullMarked;
