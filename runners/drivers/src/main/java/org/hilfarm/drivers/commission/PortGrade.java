package org.hilfarm.drivers.commission;

import java.util.List;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.PortPath;

/**
 * How a port with a board did.
 *
 * @param port which
 * @param type what is there
 * @param serial its serial
 * @param power what its power switch is
 * @param said what was seen
 * @param lines its other lines, those that its wiring tells of
 */
public record PortGrade(
    PortPath port,
    BoardTypeId type,
    BoardSerial serial,
    Grade power,
    String said,
    List<LineGrade> lines) {
  public PortGrade {
    lines = List.copyOf(lines);
  }

  /** Whether this is a slot: its power and every line that is wired do what they should. */
  public boolean good() {
    return power.good() && lines.stream().allMatch(LineGrade::works);
  }
}
