package org.hilfarm.server.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.server.postgres.JobRow;
import org.hilfarm.server.postgres.JobRows;
import org.hilfarm.server.verdict.Told;
import org.hilfarm.wire.runapi.Outlook;
import org.hilfarm.wire.runapi.RunView.JobView;

/**
 * A run's jobs as people see them; pure. Of a long soak's rounds, which are counted elsewhere, only
 * those under way, the last that is done and the next that waits on each type of board.
 */
final class JobViews {
  private final Map<JobId, Round> rounds = new HashMap<>();
  private final List<JobId> apart;

  JobViews(RunPlan plan) {
    plan.jobs().forEach(j -> j.round().ifPresent(r -> rounds.put(j.id(), r)));
    apart = plan.jobs().stream().map(PlannedJob::id).filter(id -> !ofMany(id)).toList();
  }

  /** Reads those that are shown, and maybe others; a soak's page must not cost all its rounds. */
  List<JobRow> read(JobRows rows, RunId run) {
    return rounds.size() > Told.WHOLE ? rows.apart(run, apart) : rows.of(run);
  }

  /** In which round of a soak a job is. */
  Optional<Round> round(JobId job) {
    return Optional.ofNullable(rounds.get(job));
  }

  /** Those that are shown, in their order. */
  List<JobView> of(List<JobRow> jobs, Map<JobId, Outlook> outlooks) {
    return shown(jobs).map(job -> view(job, Optional.ofNullable(outlooks.get(job.id())))).toList();
  }

  /** Those that are shown and wait for a board. */
  Stream<JobId> waiting(List<JobRow> jobs) {
    return shown(jobs).filter(j -> j.state().equals("waiting")).map(JobRow::id);
  }

  private Stream<JobRow> shown(List<JobRow> jobs) {
    Set<JobId> ends = new HashSet<>(lastDone(jobs).values());
    ends.addAll(nextWaiting(jobs).values());
    return jobs.stream().filter(j -> !counted(j) || ends.contains(j.id()));
  }

  /** Whether a job is one of many rounds, and nothing happens to it now. */
  private boolean counted(JobRow job) {
    boolean still = job.state().equals("done") || job.state().equals("waiting");
    return still && ofMany(job.id());
  }

  private boolean ofMany(JobId job) {
    return round(job).filter(r -> r.of() > Told.WHOLE).isPresent();
  }

  private static Map<BoardTypeId, JobId> lastDone(List<JobRow> jobs) {
    Map<BoardTypeId, JobId> last = new HashMap<>();
    jobs.stream()
        .filter(j -> j.state().equals("done"))
        .forEach(j -> last.put(j.boardType(), j.id()));
    return last;
  }

  private static Map<BoardTypeId, JobId> nextWaiting(List<JobRow> jobs) {
    Map<BoardTypeId, JobId> next = new HashMap<>();
    jobs.stream()
        .filter(j -> j.state().equals("waiting"))
        .forEach(j -> next.putIfAbsent(j.boardType(), j.id()));
    return next;
  }

  private JobView view(JobRow job, Optional<Outlook> outlook) {
    return new JobView(
        job.id(),
        job.boardType(),
        job.state(),
        job.board(),
        job.progress(),
        job.control().map(Control::toString).or(() -> job.rerun().map(Rerun::toString)),
        round(job.id()),
        outlook);
  }
}
