@NullMarked
package org.hilfarm.virtual.circuitpython;

import org.jspecify.annotations.NullMarked;
