/**
 * What follows from what GitHub told: a pure function, and the worker that takes one delivery after
 * the other.
 */
@NullMarked
package org.hilfarm.server.github.event;

import org.jspecify.annotations.NullMarked;
