package org.hilfarm.server.allure;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.report.BoardReport;

/** Rounds of a soak that were planned and never tried. */
final class RoundsMissing {
  private RoundsMissing() {}

  /** A pair's, in words; empty where none is missing. */
  static Optional<String> of(FinishedRun run, Requirement pair) {
    Set<JobId> tried = run.attempts().stream().map(BoardReport::job).collect(Collectors.toSet());
    List<Round> missing =
        run.plan().jobs().stream()
            .filter(j -> j.image().boardType().equals(pair.boardType()))
            .filter(j -> j.scripts().contains(pair.script()) && !tried.contains(j.id()))
            .flatMap(j -> j.round().stream())
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Round.words(missing.stream().map(Round::number).toList(), missing.getFirst().of()));
  }
}
