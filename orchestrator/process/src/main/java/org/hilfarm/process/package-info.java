/**
 * Child processes: found, started, bounded, killed as a tree. The only place that starts any.
 *
 * <p>{@link org.hilfarm.process.Child} runs one to its end, {@link org.hilfarm.process.Piped} keeps
 * one to talk to.
 */
@NullMarked
package org.hilfarm.process;

import org.jspecify.annotations.NullMarked;
