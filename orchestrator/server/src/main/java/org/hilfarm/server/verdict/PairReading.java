package org.hilfarm.server.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.verdict.Reason;

/**
 * What all attempts say of one required pair. It has passed where every job that holds it has an
 * attempt that passed: each round of a soak counts, so that one that was cut is never green.
 *
 * @param attempts all of the run, settled by their controls
 */
record PairReading(Requirement pair, RunPlan plan, List<BoardReport> attempts) {

  /** One job, and what each of its attempts says against the pair, in the order of attempts. */
  private record Work(PlannedJob job, List<List<Reason>> said) {
    boolean passed() {
      return said.stream().anyMatch(List::isEmpty);
    }

    boolean red() {
      return said.stream()
          .flatMap(List::stream)
          .anyMatch(r -> r.blame() == Blame.FIRMWARE || r.blame() == Blame.SCRIPT);
    }
  }

  /** The reasons why the pair has not passed, of one kind; none means that it has. */
  List<Reason> against() {
    List<Work> works = works();
    List<Reason> firmware = blamed(works, Blame.FIRMWARE);
    if (!firmware.isEmpty()) {
      return firmware;
    }
    List<Reason> script = blamed(works, Blame.SCRIPT);
    if (!script.isEmpty()) {
      return script;
    }
    if (works.stream().allMatch(w -> w.said().isEmpty())) {
      Optional<Reason> instead = new PreflightReading(plan, attempts).insteadOf(pair);
      return List.of(instead.orElseGet(() -> neverReported(works)));
    }
    return open(works);
  }

  /** What is open besides what is red: rounds that neither passed nor were red. */
  List<Reason> openBesides() {
    return open(works().stream().filter(w -> !w.red()).toList());
  }

  /** The kinds of fault for which it is red. */
  Set<FaultKind> kinds() {
    return plan.jobs().stream()
        .filter(this::holds)
        .flatMap(
            j ->
                attempts.stream()
                    .filter(r -> r.job().equals(j.id()))
                    .flatMap(r -> new Evidence(j, r).kinds(pair.script()).stream()))
        .collect(Collectors.toSet());
  }

  private List<Work> works() {
    return plan.jobs().stream().filter(this::holds).map(j -> new Work(j, said(j))).toList();
  }

  private boolean holds(PlannedJob job) {
    return !job.preflight()
        && job.image().boardType().equals(pair.boardType())
        && job.scripts().contains(pair.script());
  }

  private static List<Reason> blamed(List<Work> works, Blame blame) {
    ReasonsByRound reasons = new ReasonsByRound();
    works.forEach(
        w ->
            w.said().stream()
                .flatMap(said -> Verdicts.blamed(said, blame).stream())
                .distinct()
                .forEach(r -> reasons.add(w.job(), r)));
    return reasons.all();
  }

  /** What is open where nobody's code is at fault: rounds that failed, then those never run. */
  private List<Reason> open(List<Work> works) {
    ReasonsByRound reasons = new ReasonsByRound();
    List<Work> open = works.stream().filter(w -> !w.passed()).toList();
    open.stream()
        .filter(w -> !w.said().isEmpty())
        .forEach(w -> w.said().getLast().forEach(r -> reasons.add(w.job(), r)));
    List<Reason> all = new ArrayList<>(reasons.all());
    List<Work> never = open.stream().filter(w -> w.said().isEmpty()).toList();
    if (!never.isEmpty()) {
      all.add(neverReported(never));
    }
    return all;
  }

  private List<List<Reason>> said(PlannedJob job) {
    Map<Integer, List<BoardReport>> byNumber = new TreeMap<>();
    attempts.stream()
        .filter(r -> r.job().equals(job.id()))
        .distinct()
        .forEach(r -> byNumber.computeIfAbsent(r.attempt(), n -> new ArrayList<>()).add(r));
    return byNumber.values().stream()
        .map(
            reports ->
                reports.size() == 1
                    ? new Evidence(job, reports.getFirst()).against(pair.script())
                    : List.of(twoReports(reports)))
        .toList();
  }

  private Reason twoReports(List<BoardReport> reports) {
    return new Reason(
        Blame.FARM,
        pair,
        Optional.empty(),
        "%d different reports came for attempt %d of job %s: none can be believed"
            .formatted(reports.size(), reports.getFirst().attempt(), reports.getFirst().job()));
  }

  private Reason neverReported(List<Work> works) {
    String rounds = ReasonsByRound.words(works.stream().map(Work::job).toList());
    String text =
        rounds.isEmpty()
            ? "nothing was reported: " + Verdicts.NO_BOARD
            : rounds + " never ran: " + Verdicts.NO_BOARD;
    return new Reason(Blame.RACK, pair, Optional.empty(), text);
  }
}
