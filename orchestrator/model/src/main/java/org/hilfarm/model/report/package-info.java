/** What happened on one board: outcomes, checks, measures, faults and who must act. */
@NullMarked
package org.hilfarm.model.report;

import org.jspecify.annotations.NullMarked;
