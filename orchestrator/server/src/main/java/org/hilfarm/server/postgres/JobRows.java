package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.wire.json.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Jobs: the queue is those that wait. */
public final class JobRows {
  /** All jobs of a transaction have the same beginning, so their positions decide. */
  private static final String INSERT =
      """
      insert into job (id, run, position, board_type, needs, script_count, state, control,
        only_board, round, number, only_rack, turn, cost_ms, gives_way_ms)
      select :id, r.id, :position, :type, cast(:needs as text[]), :scripts, 'waiting', :control,
        :board, :round, r.number, r.only_rack,
        case when cast(:wait as bigint) is null then 'infinity'
          else now() + cast(:wait as bigint) * interval '1 ms' end,
        :cost, :givesWay
      from run r where r.id = :run
      """;

  /** Thousands of jobs are of few kinds, and each kind is asked about once. */
  private static final String HOPELESS =
      """
      with old as materialized (
        select id, board_type, needs, only_rack, only_board from job
        where state = 'waiting'
          and waiting_since < clock_timestamp() - :patience * interval '1 ms'
        union
        select j.id, j.board_type, j.needs, j.only_rack, j.only_board
        from board_standing d join job j on j.only_board = d.rack || '/' || d.serial
        where j.state = 'waiting' and d.state <> 'RECOVERING'),
      kinds as (
        select k.* from (select distinct board_type, needs, only_rack, only_board from old) k
        where not exists (select from board b join rack r on r.id = b.rack
          where b.board_type = k.board_type and b.abilities @> k.needs
            and (k.only_rack is null or k.only_rack = b.rack)
            and (k.only_board is null or k.only_board = b.rack || '/' || b.serial)
            and not exists (select from board_standing d where d.rack = b.rack
              and d.serial = b.serial and d.state <> 'RECOVERING')
            and (b.state in ('READY', 'LEASED') or exists (select from board_standing d
              where d.rack = b.rack and d.serial = b.serial and d.state = 'RECOVERING'))
            and r.heard > clock_timestamp() - :silence * interval '1 ms'))
      select j.*, null serial from old o
      join kinds k on k.board_type = o.board_type and k.needs = o.needs
        and k.only_rack is not distinct from o.only_rack
        and k.only_board is not distinct from o.only_board
      join job j on j.id = o.id
      """;

  private static final String OF =
      "select j.*, l.serial from job j left join lease l on l.job = j.id and l.ended is null"
          + " where j.run = :run ";

  /** Of those that only wait or are done the next and the last of each type of board. */
  private static final String APART =
      OF
          + """
          and (j.id = any(:always) or j.state not in ('waiting', 'done')
            or j.control is not null or j.rerun is not null
            or j.id in (
              select distinct on (n.board_type) n.id from job n
              where n.run = :run and n.state = 'waiting' order by n.board_type, n.position, n.id)
            or j.id in (
              select distinct on (d.board_type) d.id from job d
              where d.run = :run and d.state = 'done'
              order by d.board_type, d.position desc, d.id desc))
          """;

  private static final String IN_ORDER = " order by j.position, j.id";

  private final Handle handle;

  JobRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * A job that is put into the queue.
   *
   * @param job what is to be done
   * @param cost how long that is thought to take
   * @param turnAfter how long it lets others go first; empty: as long as there are any, until its
   *     turn is set when the round before it gets a board
   * @param givesWay a soak's: how long each further round lets others go first
   */
  public record Entry(
      PlannedJob job, Duration cost, Optional<Duration> turnAfter, Optional<Duration> givesWay) {}

  /** Puts a run's jobs into the queue, in this order. */
  public void insert(RunId run, List<Entry> jobs) {
    PreparedBatch rows = handle.prepareBatch(INSERT);
    for (int i = 0; i < jobs.size(); i++) {
      bind(rows, run, i, jobs.get(i), Optional.empty()).add();
    }
    var unused = rows.execute();
  }

  private static PreparedBatch bind(
      PreparedBatch rows, RunId run, int position, Entry entry, Optional<Control> control) {
    PlannedJob job = entry.job();
    return rows.bind("id", job.id().value())
        .bind("run", run.value())
        .bind("position", position)
        .bind("type", job.image().boardType().value())
        .bind("needs", job.needs().stream().map(Ability::value).toArray(String[]::new))
        .bind("scripts", job.scripts().size())
        .bind("round", job.round().map(Round::number).orElse(1))
        .bind("wait", entry.turnAfter().map(Duration::toMillis).orElse(null))
        .bind("cost", entry.cost().toMillis())
        .bind("givesWay", entry.givesWay().map(Duration::toMillis).orElse(null))
        .bind("control", control.map(c -> Text.whole(Json.write(c))).orElse(null))
        .bind("board", control.map(c -> c.rack() + "/" + c.board()).orElse(null));
  }

  private record Held(int position, Duration cost) {}

  /** Plans a control; the job in question is held until it is done. */
  public void control(RunId run, Control control) {
    Held held =
        handle
            .createQuery(
                "update job set state = 'held', progress = null where id = :of"
                    + " returning position, cost_ms")
            .bind("of", control.of().value())
            .map(
                (row, context) ->
                    new Held(row.getInt("position"), Duration.ofMillis(row.getLong("cost_ms"))))
            .one();
    Entry entry =
        new Entry(control.work(), held.cost(), Optional.of(Duration.ZERO), Optional.empty());
    PreparedBatch row = handle.prepareBatch(INSERT);
    var unused = bind(row, run, held.position(), entry, Optional.of(control)).add().execute();
  }

  /** Holds back what boards have not begun, until {@link #release} or {@link #drop}. */
  public void holdBack(RunId run, BoardTypeId type) {
    notBegun("held", run, type, "waiting");
  }

  /** Puts what was held back into the queue. */
  public void release(RunId run, BoardTypeId type) {
    notBegun("waiting", run, type, "held");
  }

  /** Ends what was held back. */
  public void drop(RunId run, BoardTypeId type) {
    notBegun("done", run, type, "held");
  }

  private void notBegun(String becomes, RunId run, BoardTypeId type, String state) {
    handle
        .createUpdate(
            "update job set state = :becomes, waiting_since = clock_timestamp()"
                + " where run = :run and board_type = :type and state = :state"
                + " and attempts = 0 and control is null and not 'emulated' = any(needs)")
        .bind("becomes", becomes)
        .bind("run", run.value())
        .bind("type", type.value())
        .bind("state", state)
        .execute();
  }

  /** The run's controls, done or not. */
  public List<Control> controls(RunId run) {
    return handle
        .createQuery(
            "select control from job where run = :run and control is not null order by position,"
                + " id")
        .bind("run", run.value())
        .mapTo(String.class)
        .map(json -> RunRows.json(json, Control.class))
        .list();
  }

  /** The control of this name; empty where it is a job of the plan. */
  public Optional<Control> control(JobId job) {
    return handle
        .createQuery("select control from job where id = :id and control is not null")
        .bind("id", job.value())
        .mapTo(String.class)
        .map(json -> RunRows.json(json, Control.class))
        .findOne();
  }

  /** What is to be done under this name: a job of the plan, a control, or a rerun. */
  public PlannedJob work(RunPlan plan, JobId job) {
    return plan.jobs().stream()
        .filter(j -> j.id().equals(job))
        .findFirst()
        .or(() -> control(job).map(Control::work))
        .or(() -> new RerunRows(handle).find(job).map(Rerun::work))
        .orElseThrow(() -> new IllegalStateException("run " + plan.run() + " has no job " + job));
  }

  /** All of a run's. */
  public List<JobRow> of(RunId run) {
    return handle
        .createQuery(OF + IN_ORDER)
        .bind("run", run.value())
        .map((row, context) -> job(row))
        .list();
  }

  /**
   * Those of a long soak that can be told apart: what is under way or held, controls and reruns, on
   * each type of board the last that is done and the next that waits, and these.
   */
  public List<JobRow> apart(RunId run, Collection<JobId> always) {
    return handle
        .createQuery(APART + IN_ORDER)
        .bind("run", run.value())
        .bind("always", always.stream().map(JobId::value).toArray(String[]::new))
        .map((row, context) -> job(row))
        .list();
  }

  /** Whether some job of the run still waits or runs. */
  public boolean anyOpen(RunId run) {
    return handle
        .createQuery("select exists (select from job where run = :run and state <> 'done')")
        .bind("run", run.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Nothing more is to be done for it. */
  public void done(JobId job) {
    handle
        .createUpdate("update job set state = 'done' where id = :id")
        .bind("id", job.value())
        .execute();
  }

  /** Back into the queue. */
  public void waitAgain(JobId job) {
    handle
        .createUpdate(
            "update job set state = 'waiting', progress = null, waiting_since = clock_timestamp()"
                + " where id = :id")
        .bind("id", job.value())
        .execute();
  }

  /** Takes a run's jobs out of the queue; those on a board end by themselves. */
  public void dropWaiting(RunId run) {
    handle
        .createUpdate(
            "update job set state = 'done' where run = :run and state in ('waiting', 'held')")
        .bind("run", run.value())
        .execute();
  }

  /**
   * Jobs that have waited longer than this although nobody works on a board that could take them:
   * no rack with such a board was heard of lately, or none of them is in a state to work. For a
   * control or a rerun only its own board counts. A board that is being recovered may come back;
   * one that is quarantined or retired will not by itself, and who needs that very board is told at
   * once.
   */
  public List<JobRow> hopeless(Duration patience, Duration silence) {
    return handle
        .createQuery(HOPELESS)
        .bind("patience", patience.toMillis())
        .bind("silence", silence.toMillis())
        .map((row, context) -> job(row))
        .list();
  }

  private static JobRow job(ResultSet row) throws SQLException {
    String progress = row.getString("progress");
    return new JobRow(
        new JobId(row.getString("id")),
        new RunId(row.getString("run")),
        new BoardTypeId(row.getString("board_type")),
        row.getString("state"),
        row.getInt("attempts"),
        Optional.ofNullable(row.getString("serial")).map(BoardSerial::new),
        progress == null
            ? Progress.waiting(row.getInt("script_count"))
            : RunRows.json(progress, Progress.class),
        Optional.ofNullable(row.getString("control")).map(c -> RunRows.json(c, Control.class)),
        Optional.ofNullable(row.getString("rerun")).map(r -> RunRows.json(r, Rerun.class)));
  }
}
