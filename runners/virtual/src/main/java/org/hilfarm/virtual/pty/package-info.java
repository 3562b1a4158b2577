/**
 * The kernel's side of a virtual rack: pseudo-terminals, file events, written ranges. The only
 * place that calls libc.
 */
@NullMarked
package org.hilfarm.virtual.pty;

import org.jspecify.annotations.NullMarked;
