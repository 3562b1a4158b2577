package org.hilfarm.wire.rackapi;

import java.util.List;
import org.hilfarm.model.board.RungStep;
import org.hilfarm.model.lease.LeaseToken;

/**
 * An agent has come to the end of a board's ladder.
 *
 * @param token the lease's fence; a report from an expired lease is refused with 409
 * @param steps the whole record, in order
 * @param recovered whether the board is back: three clean probes
 * @param conclusion what helped, or what a person should do
 */
public record RecoveryReport(
    LeaseToken token, List<RungStep> steps, boolean recovered, String conclusion) {
  /** More steps than this no ladder has. */
  public static final int MOST_STEPS = 64;

  public RecoveryReport {
    steps = List.copyOf(steps);
  }
}
