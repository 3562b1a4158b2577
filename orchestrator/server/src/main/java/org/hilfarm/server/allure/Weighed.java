package org.hilfarm.server.allure;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.verdict.Known;
import org.hilfarm.server.visible.Visible;

/**
 * A red row as the verdict weighs it: what reruns found, or that the failure is a known one. A row
 * that the verdict says nothing more of stays as it is.
 */
record Weighed(FinishedRun run) {
  private static final int MESSAGE = 4_000;
  private static final Set<String> RED = Set.of("failed", "broken");

  /** The same result, told with the verdict's words. */
  ResultFile of(Requirement pair, ResultFile result) {
    if (!RED.contains(result.status()) || !blamesCode(result)) {
      return result;
    }
    Optional<Reason> said = reasons().stream().filter(r -> r.pair().equals(pair)).findFirst();
    if (said.filter(Known::excused).isPresent()) {
      return told("KNOWN FAILURE", "broken", said.get(), result, "known failure");
    }
    if (said.isEmpty() || !ranAgain(pair)) {
      return result;
    }
    Blame blame = said.get().blame();
    return told(blame.name(), Statuses.of(blame), said.get(), result, "run again");
  }

  private static boolean blamesCode(ResultFile result) {
    return result
        .statusDetails()
        .map(ResultFile.Details::message)
        .filter(m -> m.startsWith(Blame.FIRMWARE + ":") || m.startsWith(Blame.SCRIPT + ":"))
        .isPresent();
  }

  private boolean ranAgain(Requirement pair) {
    return run.reruns().stream()
        .anyMatch(
            r ->
                r.work().image().boardType().equals(pair.boardType())
                    && r.work().scripts().contains(pair.script()));
  }

  private List<Reason> reasons() {
    return switch (run.verdict()) {
      case Verdict.Mergeable green -> green.known().orElse(List.of());
      case Verdict.Blocked blocked -> blocked.reasons();
      case Verdict.Undecided undecided -> undecided.reasons();
      case Verdict.Cancelled cancelled -> List.of();
    };
  }

  private static ResultFile told(
      String whose, String status, Reason said, ResultFile result, String tag) {
    return new ResultFile(
        result.uuid(),
        result.historyId(),
        result.testCaseId(),
        result.fullName(),
        result.name(),
        status,
        result
            .statusDetails()
            .map(
                d ->
                    new ResultFile.Details(
                        whose + ": " + Visible.block(said.text(), MESSAGE), d.trace())),
        result.stage(),
        result.steps(),
        result.attachments(),
        result.parameters(),
        Stream.concat(result.labels().stream(), Stream.of(new ResultFile.Label("tag", tag)))
            .toList(),
        result.links(),
        result.start(),
        result.stop());
  }
}
