package org.hilfarm.server.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.verdict.Reason;

/**
 * Every run of one script on one type of board that came to an end of its own, in this run: what
 * was planned, its reruns and its controls. One that came twice, differently, is none. Pure.
 *
 * @param pair which script, on which type of board
 * @param build runs of the tested build, by board
 * @param base runs of the baseline, by board
 * @param unanswered why reruns could not be run, each a sentence
 */
record Tries(
    Requirement pair,
    Map<String, Counts> build,
    Map<String, Counts> base,
    List<String> unanswered) {
  private static final int QUOTED = 120;

  /**
   * Reads them.
   *
   * @param settled all attempts, settled by their controls
   */
  static Tries of(Requirement pair, RunPlan plan, List<BoardReport> settled, Followed followed) {
    Tries tries = new Tries(pair, new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    plan.jobs().stream()
        .filter(j -> !j.preflight() && tries.holds(j))
        .forEach(j -> tries.planned(j, settled));
    followed.controls().stream()
        .filter(c -> tries.holds(c.work()))
        .forEach(c -> tries.add(c, new ControlReading(c, settled).of(pair.script())));
    followed.reruns().stream()
        .filter(r -> tries.holds(r.work()))
        .forEach(r -> tries.add(r, new ControlReading(r, settled).of(pair.script())));
    return tries;
  }

  private boolean holds(PlannedJob job) {
    return job.image().boardType().equals(pair.boardType())
        && job.scripts().contains(pair.script());
  }

  private void planned(PlannedJob job, List<BoardReport> settled) {
    Map<Integer, List<BoardReport>> byNumber =
        settled.stream()
            .filter(r -> r.job().equals(job.id()))
            .distinct()
            .collect(Collectors.groupingBy(BoardReport::attempt));
    byNumber.values().stream()
        .filter(reports -> reports.size() == 1)
        .map(List::getFirst)
        .forEach(r -> fails(job, r).ifPresent(failed -> add(build, place(r), failed)));
  }

  /** Whether an attempt failed; empty where it says nothing of the script. */
  private Optional<Boolean> fails(PlannedJob job, BoardReport report) {
    List<Reason> against = new Evidence(job, report).against(pair.script());
    if (against.isEmpty()) {
      return Optional.of(false);
    }
    return against.stream().anyMatch(r -> r.blame() == Blame.FIRMWARE || r.blame() == Blame.SCRIPT)
        ? Optional.of(true)
        : Optional.empty();
  }

  private void add(Control control, Answer answer) {
    String place = control.rack() + "/" + control.board();
    switch (answer) {
      case Answer.Passes passes -> add(base, place, false);
      case Answer.Fails fails -> add(base, place, true);
      case Answer.Unanswered not -> {} // the attempt's own words say so
    }
  }

  private void add(Rerun rerun, Answer answer) {
    Map<String, Counts> of = rerun.part().ofBuild() ? build : base;
    switch (answer) {
      case Answer.Passes passes -> add(of, place(rerun), false);
      case Answer.Fails fails -> add(of, place(rerun), true);
      case Answer.Unanswered not ->
          unanswered.add(
              "%s on board %s could not be run (job %s): %s"
                  .formatted(
                      rerun.imageName(),
                      rerun.board(),
                      rerun.work().id(),
                      Weighed.quoted(not.why(), QUOTED)));
    }
  }

  private static void add(Map<String, Counts> of, String place, boolean failed) {
    of.merge(place, Counts.NONE.plus(failed), Counts::plus);
  }

  static String place(BoardReport report) {
    return report.rack() + "/" + report.board();
  }

  static String place(Rerun rerun) {
    return rerun.rack() + "/" + rerun.board();
  }

  Counts buildAt(String place) {
    return build.getOrDefault(place, Counts.NONE);
  }

  Counts buildElsewhere(String place) {
    return build.entrySet().stream()
        .filter(e -> !e.getKey().equals(place))
        .map(Map.Entry::getValue)
        .reduce(Counts.NONE, Counts::plus);
  }

  Counts baseAt(String place) {
    return base.getOrDefault(place, Counts.NONE);
  }
}
