package org.hilfarm.server.verdict;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;

/**
 * How a soak went on one type of board; pure, in whatever order the attempts come.
 *
 * @param jobs all of its rounds' jobs
 * @param attempts at these jobs, by job, settled by their controls
 */
public record SoakReading(List<PlannedJob> jobs, Map<JobId, List<BoardReport>> attempts) {

  /** One reading for each type of board that has rounds; none where the run is no soak. */
  public static SortedMap<BoardTypeId, SoakReading> of(RunPlan plan, List<BoardReport> attempts) {
    SortedMap<BoardTypeId, SoakReading> readings = new TreeMap<>();
    Map<JobId, List<BoardReport>> byJob =
        attempts.stream().distinct().collect(Collectors.groupingBy(BoardReport::job));
    plan.jobs().stream()
        .filter(j -> j.round().isPresent())
        .collect(Collectors.groupingBy(j -> j.image().boardType()))
        .forEach((type, jobs) -> readings.put(type, new SoakReading(jobs, byJob)));
    return readings;
  }

  private static Round round(PlannedJob job) {
    return job.round().orElseThrow();
  }

  private List<BoardReport> at(PlannedJob job) {
    return attempts.getOrDefault(job.id(), List.of());
  }

  /** How many rounds were asked for. */
  public int asked() {
    return round(jobs.getFirst()).of();
  }

  /** How many rounds were run to the end: each script came to an outcome of its own. */
  public int ran() {
    Map<Integer, Boolean> whole = new HashMap<>();
    jobs.forEach(
        j ->
            whole.merge(
                round(j).number(), at(j).stream().anyMatch(r -> whole(j, r)), (a, b) -> a && b));
    return (int) whole.values().stream().filter(w -> w).count();
  }

  private static boolean whole(PlannedJob job, BoardReport report) {
    return new Evidence(job, report).ran()
        && job.scripts().stream()
            .allMatch(
                id ->
                    report.scripts().stream()
                        .anyMatch(s -> s.script().equals(id) && came(s.outcome())));
  }

  private static boolean came(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Passed passed -> true;
      case Outcome.Failed failed -> true;
      case Outcome.Skipped skipped -> true;
      case Outcome.NotRun not -> false;
    };
  }

  /** The rounds in which a script failed and no other attempt mended it. */
  public SortedMap<ScriptId, SortedSet<Integer>> failures() {
    SortedMap<ScriptId, SortedSet<Integer>> failures = new TreeMap<>();
    for (PlannedJob job : jobs) {
      for (ScriptId script : job.scripts()) {
        if (failed(job, script)) {
          failures.computeIfAbsent(script, s -> new TreeSet<>()).add(round(job).number());
        }
      }
    }
    return failures;
  }

  private boolean failed(PlannedJob job, ScriptId script) {
    List<Evidence> tried =
        at(job).stream()
            .filter(
                r ->
                    r.scripts().stream()
                        .anyMatch(s -> s.script().equals(script) && came(s.outcome())))
            .map(r -> new Evidence(job, r))
            .toList();
    return tried.stream().anyMatch(e -> e.decided(script))
        || (!tried.isEmpty() && tried.stream().noneMatch(e -> e.against(script).isEmpty()));
  }

  /** In how many rounds each script has passed, as the verdict counts them. */
  public SortedMap<ScriptId, Integer> passes() {
    SortedMap<ScriptId, SortedSet<Integer>> passes = new TreeMap<>();
    for (PlannedJob job : jobs) {
      for (ScriptId script : job.scripts()) {
        SortedSet<Integer> rounds = passes.computeIfAbsent(script, s -> new TreeSet<>());
        if (at(job).stream().anyMatch(r -> new Evidence(job, r).against(script).isEmpty())) {
          rounds.add(round(job).number());
        }
      }
    }
    SortedMap<ScriptId, Integer> counts = new TreeMap<>();
    passes.forEach((script, rounds) -> counts.put(script, rounds.size()));
    return counts;
  }

  /** All attempts at its rounds. */
  public Stream<BoardReport> tries() {
    return jobs.stream().map(this::at).flatMap(Collection::stream);
  }

  /** All scripts that came to an outcome in some round, for their measures. */
  public List<ScriptReport> scripts() {
    return tries().flatMap(r -> r.scripts().stream()).filter(s -> came(s.outcome())).toList();
  }
}
