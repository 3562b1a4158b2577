package org.hilfarm.wire.runapi;

import java.util.List;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.ScriptId;

/**
 * How reliable scripts were lately. A script is <em>flaky</em> on a type of board where the very
 * same image both passed and failed it.
 *
 * @param days how far back
 * @param pairs the flakiest first
 */
public record FlakinessView(int days, List<Pair> pairs) {
  /** With fewer images that were run more than once nothing can be said. */
  public static final int ENOUGH_IMAGES = 5;

  /** With fewer runs a pass rate is a guess. */
  public static final int ENOUGH_RUNS = 10;

  /** Two standard deviations, for 95 of 100 cases. */
  private static final double Z = 1.96;

  public FlakinessView {
    pairs = List.copyOf(pairs);
  }

  /**
   * One script on one type of board.
   *
   * @param passed runs that passed
   * @param failed runs that failed through firmware or script, or hung
   * @param images how many images were run more than once
   * @param mixed how many of those both passed and failed
   * @param boards on how many boards it ran
   * @param boardsFailed on how many of them it failed
   */
  public record Pair(
      BoardTypeId boardType,
      ScriptId script,
      int passed,
      int failed,
      int images,
      int mixed,
      int boards,
      int boardsFailed) {

    /** Flaky, steady, or why neither can be said. */
    public String word() {
      if (mixed > 0) {
        return "flaky";
      }
      return images < ENOUGH_IMAGES ? "too few to say" : "steady";
    }

    /** How many images it was both with, and of how many. */
    public String flakiness() {
      return images == 0
          ? "no image was run twice"
          : "%d of %d images both passed and failed".formatted(mixed, images);
    }

    /** The pass rate, with how far it can be trusted. */
    public String passRate() {
      int runs = passed + failed;
      if (runs < ENOUGH_RUNS) {
        return "%d of %d runs passed: too few for a rate".formatted(passed, runs);
      }
      return "%d of %d runs passed: %d %%, likely between %d and %d %%"
          .formatted(
              passed,
              runs,
              Math.round(100.0 * passed / runs),
              Math.round(100 * bound(passed, runs, -1)),
              Math.round(100 * bound(passed, runs, 1)));
    }

    /** Wilson's score interval: honest also near 0 and 1, and with few runs. */
    private static double bound(int passed, int runs, int side) {
      double rate = (double) passed / runs;
      double z2 = Z * Z;
      double spread = Z * Math.sqrt(rate * (1 - rate) / runs + z2 / (4.0 * runs * runs));
      double bound = (rate + z2 / (2.0 * runs) + side * spread) / (1 + z2 / runs);
      return Math.clamp(bound, 0.0, 1.0);
    }
  }
}
