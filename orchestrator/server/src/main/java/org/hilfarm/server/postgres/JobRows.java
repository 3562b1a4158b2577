package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.wire.json.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Jobs: the queue is those that wait. */
public final class JobRows {
  private static final String INSERT =
      "insert into job (id, run, position, board_type, needs, script_count, state, control,"
          + " only_board, round) values (:id, :run, :position, :type, :needs, :scripts, 'waiting',"
          + " :control, :board, :round)";

  private final Handle handle;

  JobRows(Handle handle) {
    this.handle = handle;
  }

  /** Puts a run's jobs into the queue, in this order. */
  public void insert(RunId run, List<PlannedJob> jobs) {
    PreparedBatch rows = handle.prepareBatch(INSERT);
    for (int i = 0; i < jobs.size(); i++) {
      bind(rows, run, i, jobs.get(i), Optional.empty()).add();
    }
    var unused = rows.execute();
  }

  private static PreparedBatch bind(
      PreparedBatch rows, RunId run, int position, PlannedJob job, Optional<Control> control) {
    return rows.bind("id", job.id().value())
        .bind("run", run.value())
        .bind("position", position)
        .bind("type", job.image().boardType().value())
        .bind("needs", job.needs().stream().map(Ability::value).toArray(String[]::new))
        .bind("scripts", job.scripts().size())
        .bind("round", job.round().map(Round::number).orElse(1))
        .bind("control", control.map(c -> Text.whole(Json.write(c))).orElse(null))
        .bind("board", control.map(c -> c.rack() + "/" + c.board()).orElse(null));
  }

  /** Plans a control; the job in question is held until it is done. */
  public void control(RunId run, Control control) {
    int position =
        handle
            .createQuery(
                "update job set state = 'held', progress = null where id = :of returning position")
            .bind("of", control.of().value())
            .mapTo(Integer.class)
            .one();
    PreparedBatch row = handle.prepareBatch(INSERT);
    var unused = bind(row, run, position, control.work(), Optional.of(control)).add().execute();
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

  /** What is to be done under this name: a job of the plan, or a control. */
  public PlannedJob work(RunPlan plan, JobId job) {
    return plan.jobs().stream()
        .filter(j -> j.id().equals(job))
        .findFirst()
        .or(() -> control(job).map(Control::work))
        .orElseThrow(() -> new IllegalStateException("run " + plan.run() + " has no job " + job));
  }

  public List<JobRow> of(RunId run) {
    return handle
        .createQuery(
            "select j.*, l.serial from job j left join lease l on l.job = j.id and l.ended is null"
                + " where j.run = :run order by j.position, j.id")
        .bind("run", run.value())
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

  public void progress(JobId job, Progress progress) {
    handle
        .createUpdate("update job set progress = :progress where id = :id")
        .bind("id", job.value())
        .bind("progress", Text.whole(Json.write(progress)))
        .execute();
  }

  /**
   * Jobs that have waited longer than this although nobody works on a board that could take them:
   * no rack with such a board was heard of lately, or none of them is in a state to work. For a
   * control only its own board counts. A board that is being recovered may come back; one that is
   * quarantined or retired will not by itself.
   */
  public List<JobRow> hopeless(Duration patience, Duration silence) {
    return handle
        .createQuery(
            "select j.*, null serial from job j join run u on u.id = j.run"
                + " where j.state = 'waiting'"
                + " and j.waiting_since < clock_timestamp() - :patience * interval '1 ms'"
                + " and not exists (select from board b join rack r on r.id = b.rack"
                + "   where b.board_type = j.board_type and b.abilities @> j.needs"
                + "   and (u.only_rack is null or u.only_rack = b.rack)"
                + "   and (j.only_board is null or j.only_board = b.rack || '/' || b.serial)"
                + "   and not exists (select from board_standing d where d.rack = b.rack"
                + "     and d.serial = b.serial and d.state <> 'RECOVERING')"
                + "   and (b.state in ('READY', 'LEASED') or exists (select from board_standing d"
                + "     where d.rack = b.rack and d.serial = b.serial and d.state = 'RECOVERING'))"
                + "   and r.heard > clock_timestamp() - :silence * interval '1 ms')")
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
        Optional.ofNullable(row.getString("control")).map(c -> RunRows.json(c, Control.class)));
  }
}
