package org.hilfarm.server.verdict;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.verdict.Reason;

/**
 * What emulated boards said ahead of the boards. An emulator lies too: it decides nothing.
 *
 * @param attempts all of the run, settled by their controls
 */
record PreflightReading(RunPlan plan, List<BoardReport> attempts) {

  /** Whether the firmware failed on an emulated board of this type. */
  boolean red(BoardTypeId type) {
    return evidence(type).anyMatch(Evidence::red);
  }

  /** Why no board tried the pair, where only emulated boards did or might have. */
  Optional<Reason> insteadOf(Requirement pair) {
    if (preflights(pair.boardType()).findAny().isEmpty()) {
      return Optional.empty();
    }
    if (plan.redPreflightStops() && red(pair.boardType()) && boardsWereMeant(pair)) {
      return Optional.of(
          reason(
              pair,
              Blame.FARM,
              "the firmware failed on an emulated %s, so no board was tried, as suite %s says; look"
                  + " at that result, or submit to a suite that goes on"));
    }
    return boardsWereMeant(pair)
        ? Optional.empty()
        : Optional.of(
            reason(
                pair,
                Blame.RACK,
                "only an emulated %s was there to run it, which proves nothing alone: add a board,"
                    + " or say \"emulated: counts\" in suite %s"));
  }

  private boolean boardsWereMeant(Requirement pair) {
    return plan.jobs().stream()
        .anyMatch(
            j ->
                !j.preflight()
                    && j.image().boardType().equals(pair.boardType())
                    && j.scripts().contains(pair.script()));
  }

  private Reason reason(Requirement pair, Blame blame, String text) {
    return new Reason(
        blame, pair, Optional.empty(), text.formatted(pair.boardType(), plan.suite()));
  }

  private Stream<Evidence> evidence(BoardTypeId type) {
    return preflights(type)
        .flatMap(
            job ->
                attempts.stream()
                    .filter(r -> r.job().equals(job.id()))
                    .map(r -> new Evidence(job, r)));
  }

  private Stream<PlannedJob> preflights(BoardTypeId type) {
    return plan.jobs().stream().filter(j -> j.preflight() && j.image().boardType().equals(type));
  }
}
