package org.hilfarm.server.postgres;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.wire.json.Json;
import org.jdbi.v3.core.Handle;

/** Attempts: every report that ever counted, never changed. */
public final class AttemptRows {
  /** Rows the driver holds at once: a report may be large. */
  private static final int AT_A_TIME = 32;

  private final Handle handle;

  AttemptRows(Handle handle) {
    this.handle = handle;
  }

  /** Keeps a report with its resets. */
  public void insert(LeaseToken token, RunId run, Sha256 digest, BoardReport report) {
    handle
        .createUpdate(
            "insert into attempt (token, run, job, number, digest, report)"
                + " values (:token, :run, :job, :number, :digest, :report)")
        .bind("token", token.value())
        .bind("run", run.value())
        .bind("job", report.job().value())
        .bind("number", report.attempt())
        .bind("digest", digest.value())
        .bind("report", Text.whole(Json.write(report)))
        .execute();
    ResetRows resets = new ResetRows(handle);
    for (int i = 0; i < report.resets().size(); i++) {
      resets.insert(token, i, report.resets().get(i));
    }
    Stream.concat(
            report.resets().stream(), report.scripts().stream().flatMap(s -> s.resets().stream()))
        .max(Comparator.comparing(ResetRecord::boot))
        .ifPresent(
            last ->
                new HealthRows(handle)
                    .started(new StandingRows.Board(report.rack(), report.board()), last));
    report.scripts().forEach(s -> time(report, s));
  }

  /** A passed script's time, smoothed over its last few passes; for splitting work only. */
  private void time(BoardReport report, ScriptReport script) {
    if (script.outcome() instanceof Outcome.Passed) {
      handle
          .createUpdate(
              "insert into script_time values (:type, :script, :millis)"
                  + " on conflict (board_type, script)"
                  + " do update set millis = (script_time.millis * 3 + excluded.millis) / 4")
          .bind("type", report.boardType().value())
          .bind("script", script.script().value())
          .bind("millis", script.wall().toMillis())
          .execute();
    }
  }

  /** Ties attached bytes to the attempt, so that they are kept as long as it is. */
  public void attach(LeaseToken token, Set<Sha256> files) {
    for (Sha256 file : files) {
      handle
          .createUpdate("insert into attempt_file values (:token, :digest)")
          .bind("token", token.value())
          .bind("digest", file.value())
          .execute();
    }
  }

  /** The digest of what was delivered under this token. */
  public Optional<Sha256> digest(LeaseToken token) {
    return handle
        .createQuery("select digest from attempt where token = :token")
        .bind("token", token.value())
        .mapTo(String.class)
        .map(Sha256::new)
        .findOne();
  }

  /** All attempts of a run in the order of their leases. */
  public List<BoardReport> of(RunId run) {
    return of(run, r -> r);
  }

  /**
   * The same, each changed as soon as it is read, and only so many in memory as they were: a soak
   * has too many to hold them as they are.
   */
  public List<BoardReport> of(RunId run, UnaryOperator<BoardReport> as) {
    return reports("select report from attempt where run = :id order by token", run.value(), as);
  }

  /** Whether any was made. */
  public boolean any(RunId run) {
    return handle
        .createQuery("select exists (select from attempt where run = :run)")
        .bind("run", run.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** All attempts at a job. */
  public List<BoardReport> of(JobId job) {
    return reports(
        "select report from attempt where job = :id order by token", job.value(), r -> r);
  }

  /**
   * Where an attempt is found.
   *
   * @param outcome how a script of it ended, where that is known: passed, failed or open
   * @param seed what fixed the random choices of the farm's attempts then, where that was kept
   */
  public record Key(
      LeaseToken token, JobId job, int number, Optional<String> outcome, Optional<Long> seed) {}

  /** A run's attempts on boards of this serial, in the order of their leases. */
  public List<Key> on(RunId run, BoardSerial serial, ScriptId script) {
    return handle
        .createQuery(
            "select a.token, a.job, a.number, o.outcome, l.seed from attempt a"
                + " join lease l on l.token = a.token"
                + " left join script_outcome o on o.token = a.token and o.script = :script"
                + " where a.run = :run and l.serial = :serial order by a.token")
        .bind("run", run.value())
        .bind("serial", serial.value())
        .bind("script", script.value())
        .map(
            (row, context) ->
                new Key(
                    new LeaseToken(row.getLong("token")),
                    new JobId(row.getString("job")),
                    row.getInt("number"),
                    Optional.ofNullable(row.getString("outcome")),
                    Optional.ofNullable(row.getObject("seed", Long.class))))
        .list();
  }

  /** What was reported under this token. */
  public Optional<BoardReport> report(LeaseToken token) {
    return handle
        .createQuery("select report from attempt where token = :token")
        .bind("token", token.value())
        .mapTo(String.class)
        .map(json -> RunRows.json(json, BoardReport.class))
        .findOne();
  }

  private List<BoardReport> reports(String sql, String id, UnaryOperator<BoardReport> as) {
    return handle
        .createQuery(sql)
        .bind("id", id)
        .setFetchSize(AT_A_TIME)
        .mapTo(String.class)
        .map(json -> as.apply(RunRows.json(json, BoardReport.class)))
        .list();
  }

  /** How long each script took on passing, the slowest board type's time for each. */
  public Map<ScriptId, Duration> times() {
    Map<ScriptId, Duration> times = new HashMap<>();
    handle
        .createQuery("select script, max(millis) millis from script_time group by script")
        .map(
            (row, context) ->
                Map.entry(
                    new ScriptId(row.getString("script")),
                    Duration.ofMillis(row.getLong("millis"))))
        .forEach(e -> times.put(e.getKey(), e.getValue()));
    return times;
  }
}
