package org.hilfarm.server.github.check;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.verdict.PairEnding;
import org.hilfarm.server.verdict.PairEnding.Word;

/**
 * How a check that follows a run ends: the gate with the run's verdict, the check of a type of
 * board by the same rules over that type's pairs alone.
 */
record Answer(Subject subject, TestedRun run) {

  /** Empty as long as the run has no verdict. */
  Optional<CheckConclusion> conclusion() {
    return run.verdict().map(v -> subject.only().isEmpty() ? CheckConclusion.of(v) : board(v));
  }

  private CheckConclusion board(Verdict verdict) {
    if (verdict instanceof Verdict.Cancelled) {
      return CheckConclusion.CANCELLED;
    }
    List<Word> words = subject.pairs().stream().map(PairEnding::word).toList();
    if (words.contains(Word.FAILED)) {
      return CheckConclusion.FAILURE;
    }
    boolean whole = words.stream().allMatch(w -> w == Word.PASSED || w == Word.KNOWN_FAILURE);
    return whole && words.contains(Word.PASSED)
        ? CheckConclusion.SUCCESS
        : CheckConclusion.TIMED_OUT;
  }
}
