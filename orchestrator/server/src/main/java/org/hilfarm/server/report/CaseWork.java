package org.hilfarm.server.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.script.ScriptId;

/** A run's work by job: its plan's, its controls' and its reruns', with what each is. Pure. */
final class CaseWork {
  private final Map<JobId, Named> jobs = new HashMap<>();

  private record Named(PlannedJob work, Optional<String> beside) {}

  CaseWork(RunPlan plan, Stream<Control> controls, Stream<Rerun> reruns) {
    plan.jobs().forEach(j -> jobs.put(j.id(), new Named(j, Optional.empty())));
    controls.forEach(c -> jobs.put(c.work().id(), new Named(c.work(), Optional.of(c.toString()))));
    reruns.forEach(r -> jobs.put(r.work().id(), new Named(r.work(), Optional.of(r.toString()))));
  }

  boolean has(JobId job, ScriptId script) {
    return work(job).filter(w -> w.scripts().contains(script)).isPresent();
  }

  Optional<PlannedJob> work(JobId job) {
    return Optional.ofNullable(jobs.get(job)).map(Named::work);
  }

  /** What an attempt was, in words. */
  String title(JobId job, int attempt) {
    Named named = jobs.get(job);
    if (named == null) {
      return "attempt " + attempt;
    }
    String round = named.work().round().map(r -> r + ", ").orElse("");
    String emulated = named.work().preflight() ? ", emulated" : "";
    return Words.plain(round + named.beside().orElse("attempt " + attempt) + emulated);
  }

  /** The numbers of attempts as their cases count them. */
  Numbers numbers(List<BoardReport> inOrder) {
    Numbers numbers = new Numbers();
    for (BoardReport report : inOrder) {
      work(report.job()).ifPresent(w -> w.scripts().forEach(s -> numbers.count(report, s)));
    }
    return numbers;
  }

  /** Which of its case's attempts an attempt is. */
  static final class Numbers {
    private record Case(BoardSerial board, ScriptId script) {}

    private record Part(JobId job, int attempt, BoardSerial board, ScriptId script) {
      static Part of(BoardReport report, ScriptId script) {
        return new Part(report.job(), report.attempt(), report.board(), script);
      }
    }

    private final Map<Case, Integer> last = new HashMap<>();
    private final Map<Part, Integer> numbers = new HashMap<>();

    private void count(BoardReport report, ScriptId script) {
      int number = last.merge(new Case(report.board(), script), 1, Integer::sum);
      numbers.put(Part.of(report, script), number);
    }

    Optional<Integer> of(BoardReport report, ScriptId script) {
      return Optional.ofNullable(numbers.get(Part.of(report, script)));
    }
  }
}
