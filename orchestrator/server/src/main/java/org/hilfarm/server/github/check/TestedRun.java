package org.hilfarm.server.github.check;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.verdict.PairEnding;
import org.hilfarm.wire.runapi.RunView;

/**
 * A run as a check tells of it.
 *
 * @param view as people see it
 * @param verdict its one answer, once it has one
 * @param pairs what became of each required pair; empty until it has ended
 */
record TestedRun(RunView view, Optional<Verdict> verdict, List<PairEnding> pairs) {
  TestedRun {
    pairs = List.copyOf(pairs);
  }

  /** What the verdict says, also of what does not hold the merge. */
  List<Reason> reasons() {
    return verdict
        .map(
            v ->
                switch (v) {
                  case Verdict.Mergeable green -> green.known().orElse(List.of());
                  case Verdict.Blocked blocked -> blocked.reasons();
                  case Verdict.Undecided undecided -> undecided.reasons();
                  case Verdict.Cancelled cancelled -> List.<Reason>of();
                })
        .orElse(List.of());
  }
}
