package org.hilfarm.server.verdict;

import java.util.List;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.verdict.Reason;

/**
 * What the verdict makes of one required pair.
 *
 * @param pair which
 * @param passed whether it passed in every round
 * @param against why it is not green; empty where it is, or where a known failure is excused
 * @param notes what is said beside: known failures
 */
public record PairEnding(
    Requirement pair, boolean passed, List<Reason> against, List<Reason> notes) {
  public PairEnding {
    against = List.copyOf(against);
    notes = List.copyOf(notes);
  }

  /** In one word, the worst that can be said of it. */
  public enum Word {
    PASSED,
    /** It failed, and somebody owns that until a day. */
    KNOWN_FAILURE,
    /** The firmware is at fault. */
    FAILED,
    /** The script is at fault, so that nothing is known of the firmware. */
    SCRIPT_FAULT,
    /** It could not be tested. */
    NOT_TESTED
  }

  /** In one word. */
  public Word word() {
    if (against.isEmpty()) {
      return passed ? Word.PASSED : Word.KNOWN_FAILURE;
    }
    if (against.stream().anyMatch(r -> r.blame() == Blame.FIRMWARE)) {
      return Word.FAILED;
    }
    boolean script = against.stream().anyMatch(r -> r.blame() == Blame.SCRIPT);
    return script ? Word.SCRIPT_FAULT : Word.NOT_TESTED;
  }
}
