package org.hilfarm.server.verdict;

import java.util.Optional;
import org.hilfarm.model.report.Blame;

/**
 * Whose fault a red script is, as its reruns tell it. None of them makes a pair green: they only
 * say who must act.
 */
enum Finding {
  /** Nothing compares the build with another: what the attempt says stands. */
  UNCOMPARED("Run again", Optional.empty(), ""),
  /** The baseline never fails, and this build always does. */
  REGRESSION("Regression", Optional.of(Blame.FIRMWARE), ""),
  /** The baseline never fails, and this build does now and then. */
  UNSTEADY("Unsteady with this build", Optional.of(Blame.FIRMWARE), ""),
  /** The baseline fails now and then too, or both do. */
  FLAKY_SCRIPT(
      "Flaky script",
      Optional.of(Blame.SCRIPT),
      "look at the script, or for a fault that both builds have"),
  /** Both builds fail wherever they are run. */
  BOTH_FAIL(
      "Fails with both builds",
      Optional.of(Blame.SCRIPT),
      "look at the script, or for a fault that both builds have"),
  /** Both builds fail on this board, and this build passes on others. */
  BAD_BOARD(
      "Bad board", Optional.of(Blame.RACK), "look at that board with its port, hub and wiring"),
  /** Both builds fail on this board, and no other board was tried. */
  BOARD_OR_SCRIPT(
      "Board or script",
      Optional.of(Blame.RACK),
      "nothing tells a bad board from a bad script until another board of this type is at work");

  private final String words;
  private final Optional<Blame> blame;
  private final String advice;

  Finding(String words, Optional<Blame> blame, String advice) {
    this.words = words;
    this.blame = blame;
    this.advice = advice;
  }

  /**
   * The finding.
   *
   * @param here this build on the board where it failed
   * @param elsewhere this build on other boards
   * @param base the baseline on the board where this build failed
   */
  static Finding of(Counts here, Counts elsewhere, Counts base) {
    Counts build = here.plus(elsewhere);
    if (!base.any() || build.failed() == 0) {
      return UNCOMPARED;
    }
    if (base.never()) {
      return build.always() ? REGRESSION : UNSTEADY;
    }
    if (!base.always()) {
      return FLAKY_SCRIPT;
    }
    if (!elsewhere.any()) {
      return here.always() ? BOARD_OR_SCRIPT : FLAKY_SCRIPT;
    }
    if (elsewhere.never()) {
      return BAD_BOARD;
    }
    return build.always() ? BOTH_FAIL : FLAKY_SCRIPT;
  }

  /** What a reader sees first. */
  String words() {
    return words;
  }

  /**
   * Who must act.
   *
   * @param said whom the attempt blames
   */
  Blame blame(Blame said) {
    // An exception that both builds raise is the script's already.
    return this == BOARD_OR_SCRIPT && said == Blame.SCRIPT ? said : blame.orElse(said);
  }

  /** What to do, where the blame alone does not say it. */
  String advice() {
    return advice;
  }
}
