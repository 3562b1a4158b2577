package org.hilfarm.wire.runapi;

import java.util.List;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.ScriptId;

/**
 * A soak on one type of board, as it stands.
 *
 * @param boardType on which boards
 * @param asked how many rounds the plan asks for
 * @param ran how many of them were run to their end, whatever their results
 * @param failures what failed and when
 * @param passes in how many rounds each script has passed
 * @param folded how many attempts the run's view leaves out, since the soak is long and they tell
 *     no more than others
 * @param courses what was measured over the rounds
 */
public record SoakView(
    BoardTypeId boardType,
    int asked,
    int ran,
    List<SoakFailure> failures,
    List<SoakPass> passes,
    int folded,
    List<Course> courses) {

  /**
   * A script that failed in some round.
   *
   * @param script which
   * @param rounds when, such as {@code rounds 3 and 7 to 9 of 20}
   */
  public record SoakFailure(ScriptId script, String rounds) {}

  /**
   * How often a script has passed.
   *
   * @param script which
   * @param rounds in how many rounds
   */
  public record SoakPass(ScriptId script, int rounds) {}

  /**
   * One measure over all rounds.
   *
   * @param script whose it is
   * @param name what was measured
   * @param unit its unit
   * @param values in how many attempts
   */
  public record Course(
      ScriptId script,
      String name,
      String unit,
      int values,
      double min,
      double median,
      double max) {
    /** Whether it was the same all the time. */
    public boolean steady() {
      return Double.compare(min, max) == 0;
    }
  }

  /** The rounds in a few words. */
  public String roundsRun() {
    return "%d of %d rounds run".formatted(ran, asked);
  }
}
