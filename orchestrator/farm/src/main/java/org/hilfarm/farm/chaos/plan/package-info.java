/** What a campaign's round will do: a pure function of its seed and number. */
@NullMarked
package org.hilfarm.farm.chaos.plan;

import org.jspecify.annotations.NullMarked;
