package org.hilfarm.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.wire.json.Json;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Runs: accepted once, finished once. */
public final class RunRows {
  /** All but the plan: that of a soak is some hundred kilobytes, and it never changes. */
  private static final String SELECT =
      "select id, inputs, baseline, submitted, finished, verdict, report_dir, report_url,"
          + " pr_repository, pr_number, pr_commit, replaces, replaced_by from run ";

  private final Handle handle;
  private final Latest<RunId, RunPlan> plans;

  RunRows(Handle handle, Latest<RunId, RunPlan> plans) {
    this.handle = handle;
    this.plans = plans;
  }

  /** The next run's name; a name that is not used leaves a gap. */
  public RunId nextId() {
    return new RunId(
        "r" + handle.createQuery("select nextval('run_number')").mapTo(Long.class).one());
  }

  /**
   * Stores a plan; its images and inputs are artifacts already.
   *
   * @param baseline whether its images become the baseline once it is mergeable
   * @param rack the only rack whose boards may do its work
   */
  public void insert(RunPlan plan, Sha256 inputs, boolean baseline, Optional<RackId> rack) {
    handle
        .createUpdate(
            "insert into run (id, number, name, suite, plan, inputs, baseline, only_rack)"
                + " values (:id, :number, :name, :suite, :plan, :inputs, :baseline, :rack)")
        .bind("id", plan.run().value())
        .bind("number", Long.parseLong(plan.run().value().substring(1)))
        .bind("name", Text.bounded(plan.build().name(), 120))
        .bind("suite", plan.suite().value())
        .bind("plan", Text.whole(Json.write(plan)))
        .bind("inputs", inputs.value())
        .bind("baseline", baseline)
        .bind("rack", rack.map(RackId::value).orElse(null))
        .execute();
    handle
        .createUpdate("insert into run_image select :run, unnest(:digests) on conflict do nothing")
        .bind("run", plan.run().value())
        .bind("digests", digests(plan).toArray(String[]::new))
        .execute();
  }

  private static List<String> digests(RunPlan plan) {
    return plan.build().images().stream()
        .flatMap(i -> Stream.concat(Stream.of(i.digest()), i.elf().map(Image.Elf::digest).stream()))
        .map(Sha256::value)
        .toList();
  }

  public Optional<RunRow> find(RunId run) {
    return handle
        .createQuery(SELECT + "where id = :id")
        .bind("id", run.value())
        .map((row, context) -> run(row))
        .findOne();
  }

  /**
   * The run, held against every other change of it until this transaction ends. Rows that name the
   * run can still be added: who adds one may hold what the holder of the run is about to change,
   * such as a check.
   */
  public Optional<RunRow> lock(RunId run) {
    return handle
        .createQuery(SELECT + "where id = :id for no key update")
        .bind("id", run.value())
        .map((row, context) -> run(row))
        .findOne();
  }

  /** Whether it has ended; false also where there is none. */
  public boolean finished(RunId run) {
    return finished(handle, run);
  }

  static boolean finished(Handle handle, RunId run) {
    return handle
        .createQuery(
            "select exists (select from run where id = :id and finished is not null) finished")
        .bind("id", run.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** The newest first. */
  public List<RunRow> newest(int limit) {
    return handle
        .createQuery(SELECT + "order by number desc limit :limit")
        .bind("limit", limit)
        .map((row, context) -> run(row))
        .list();
  }

  /** Ends a run, whose report is due now; false where it has ended: no verdict is replaced. */
  public boolean finish(RunId run, Verdict verdict) {
    boolean ends =
        handle
                .createUpdate(
                    "update run set finished = clock_timestamp(), verdict = :verdict"
                        + " where id = :id and finished is null")
                .bind("id", run.value())
                .bind("verdict", Text.whole(Json.write(verdict)))
                .execute()
            > 0;
    if (ends) {
      new ReportRows(handle).due(run);
      new CheckRows(handle).changed(run);
    }
    return ends;
  }

  /** How long a finished run took since it was submitted. */
  public Duration took(RunId run) {
    return handle
        .createQuery(
            "select 1000 * extract(epoch from finished - submitted) from run where id = :id")
        .bind("id", run.value())
        .mapTo(Double.class)
        .map(millis -> Duration.ofMillis(Math.round(millis)))
        .one();
  }

  /** The run's report is made, and this is where. */
  public void published(RunId run, String dir, String url) {
    handle
        .createUpdate("update run set report_dir = :dir, report_url = :url where id = :id")
        .bind("id", run.value())
        .bind("dir", dir)
        .bind("url", url)
        .execute();
    new ReportRows(handle).made(run);
    new CheckRows(handle).changed(run);
  }

  private RunPlan plan(RunId run) {
    return handle
        .createQuery("select plan from run where id = :id")
        .bind("id", run.value())
        .mapTo(String.class)
        .map(plan -> json(plan, RunPlan.class))
        .one();
  }

  private RunRow run(ResultSet row) throws SQLException {
    RunId id = new RunId(row.getString("id"));
    String verdict = row.getString("verdict");
    return new RunRow(
        plans.of(id, () -> plan(id)),
        new Sha256(row.getString("inputs")),
        row.getBoolean("baseline"),
        row.getObject("submitted", OffsetDateTime.class).toInstant(),
        instant(row.getObject("finished", OffsetDateTime.class)),
        verdict == null ? Optional.empty() : Optional.of(json(verdict, Verdict.class)),
        Optional.ofNullable(row.getString("report_dir")),
        Optional.ofNullable(row.getString("report_url")),
        PullRequestRows.change(row));
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  static <T> T json(String text, Class<T> type) {
    try {
      return Json.read(text, type);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a stored %s cannot be read back; was the database changed by hand?"
              .formatted(type.getSimpleName()),
          e);
    }
  }
}
