/** Serial ports. The only package that knows jSerialComm. */
@NullMarked
package org.hilfarm.drivers.serial;

import org.jspecify.annotations.NullMarked;
