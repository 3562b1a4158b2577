/** What can go wrong with a virtual board, planned and repeatable. */
@NullMarked
package org.hilfarm.virtual.fault;

import org.jspecify.annotations.NullMarked;
