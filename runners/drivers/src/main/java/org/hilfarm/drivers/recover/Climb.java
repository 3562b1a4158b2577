package org.hilfarm.drivers.recover;

import java.util.List;
import org.hilfarm.model.board.RungStep;

/**
 * What came of a ladder.
 *
 * @param recovered whether the board is back: three clean probes in a row
 * @param conclusion what helped, or what a person should do
 * @param steps every rung that was taken or passed over, and every probe, in order
 */
public record Climb(boolean recovered, String conclusion, List<RungStep> steps) {
  public Climb {
    steps = List.copyOf(steps);
  }
}
