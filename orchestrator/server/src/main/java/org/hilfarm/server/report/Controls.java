package org.hilfarm.server.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.Baseline;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.verdict.Asked;
import org.hilfarm.server.verdict.Known;
import org.hilfarm.server.verdict.Question;

/** Plans controls, and takes the images of a good run as baselines. */
final class Controls {
  private final Tx tx;
  private final RunPlan plan;

  Controls(Tx tx, RunPlan plan) {
    this.tx = tx;
    this.plan = plan;
  }

  /**
   * The control that an attempt calls for. There is none without a baseline, nor where the build is
   * the baseline itself: the same image again would prove nothing. A soak asks once, not in each
   * round.
   */
  Optional<Control> wanted(BoardReport report) {
    PlannedJob job = tx.jobs().work(plan, report.job());
    Asked before = new Asked(plan, tx.jobs().controls(plan.run()));
    return Question.of(job, report)
        .flatMap(question -> before.open(job, question))
        .flatMap(question -> baseline(job).map(b -> control(report, question, b)));
  }

  /** What a job's image can be compared with. */
  Optional<Baseline> baseline(PlannedJob job) {
    return tx.baselines()
        .of(job.image().boardType())
        .filter(b -> !b.image().digest().equals(job.image().digest()))
        .filter(b -> b.image().format() == job.image().format());
  }

  private static Control control(BoardReport report, Question question, Baseline baseline) {
    JobId id = Control.id(report.job(), report.attempt());
    return new Control(
        new PlannedJob(id, baseline.image(), question.scripts(), Set.of()),
        baseline.run(),
        report.job(),
        report.attempt(),
        report.rack(),
        report.board());
  }

  /**
   * Every image of the plan that a required pair has proven.
   *
   * @param verdict its known failures prove nothing
   */
  void becomeBaseline(Verdict.Mergeable verdict) {
    Set<Requirement> known =
        verdict.known().stream()
            .flatMap(List::stream)
            .filter(Known::excused)
            .map(Reason::pair)
            .collect(Collectors.toSet());
    Set<BoardTypeId> proven =
        plan.required().stream()
            .filter(pair -> !known.contains(pair))
            .map(Requirement::boardType)
            .collect(Collectors.toSet());
    plan.jobs().stream()
        .map(PlannedJob::image)
        .distinct()
        .filter(i -> proven.contains(i.boardType()))
        .forEach(i -> tx.baselines().set(new Baseline(plan.run(), i)));
  }
}
