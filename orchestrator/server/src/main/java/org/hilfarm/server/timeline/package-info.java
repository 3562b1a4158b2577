/**
 * One script's attempt on one time axis: what was said, written, cut, counted and measured, each
 * with its moment. Made from what the attempt's report and its files tell; pure.
 */
@NullMarked
package org.hilfarm.server.timeline;

import org.jspecify.annotations.NullMarked;
