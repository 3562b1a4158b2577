/** What people and programs read: tables, progress, JSON. Pure functions. */
@NullMarked
package org.hilfarm.farm.show;

import org.jspecify.annotations.NullMarked;
