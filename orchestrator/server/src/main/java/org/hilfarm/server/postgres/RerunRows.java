package org.hilfarm.server.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.wire.json.Json;
import org.jdbi.v3.core.Handle;

/** Reruns: jobs that only one board may do, beside those of the plan. */
public final class RerunRows {
  private static final String SIBLING =
      """
      select b.rack, b.serial from board b
      join rack k on k.id = b.rack
      join run r on r.id = :run
      left join board_wear w on w.rack = b.rack and w.serial = b.serial
      where b.board_type = :type and b.abilities @> cast(:needs as text[])
        and not (b.rack = :rack and b.serial = :serial)
        and (r.only_rack is null or r.only_rack = b.rack)
        and b.state in ('READY', 'LEASED')
        and not exists (select from board_standing d where d.rack = b.rack and d.serial = b.serial)
        and k.heard > clock_timestamp() - :silence * interval '1 ms' and k.drains is null
      order by
        exists (select from lease l where l.rack = b.rack and l.serial = b.serial
          and l.ended is null),
        exists (select from job j where j.only_board = b.rack || '/' || b.serial
          and j.state <> 'done'),
        coalesce(w.rack_faults, 0), b.rack, b.serial
      limit 1
      """;

  private final Handle handle;

  RerunRows(Handle handle) {
    this.handle = handle;
  }

  /** Puts a rerun into the queue, at the place of the job it is of. */
  public void insert(RunId run, Rerun rerun) {
    PlannedJob work = rerun.work();
    handle
        .createUpdate(
            "insert into job (id, run, position, board_type, needs, script_count, state, rerun,"
                + " only_board, round, number, only_rack, cost_ms) select :id, j.run, j.position,"
                + " :type, cast('{}' as text[]), :scripts, 'waiting', :rerun, :board, j.round,"
                + " j.number, j.only_rack, j.cost_ms from job j where j.id = :of and j.run = :run")
        .bind("id", work.id().value())
        .bind("run", run.value())
        .bind("of", rerun.of().value())
        .bind("type", work.image().boardType().value())
        .bind("scripts", work.scripts().size())
        .bind("rerun", Text.whole(Json.write(rerun)))
        .bind("board", rerun.rack() + "/" + rerun.board())
        .execute();
  }

  /** The rerun of this name; empty where it is none. */
  public Optional<Rerun> find(JobId job) {
    return handle
        .createQuery("select rerun from job where id = :id and rerun is not null")
        .bind("id", job.value())
        .mapTo(String.class)
        .map(json -> RunRows.json(json, Rerun.class))
        .findOne();
  }

  /** The run's reruns, done or not, in the order they were planned. */
  public List<Rerun> of(RunId run) {
    return handle
        .createQuery(
            "select rerun from job where run = :run and rerun is not null"
                + " order by position, waiting_since, id")
        .bind("run", run.value())
        .mapTo(String.class)
        .map(json -> RunRows.json(json, Rerun.class))
        .list();
  }

  /** Those of the run that are not done. */
  public List<Rerun> open(RunId run) {
    return handle
        .createQuery(
            "select rerun from job where run = :run and rerun is not null and state <> 'done'"
                + " order by position, id")
        .bind("run", run.value())
        .mapTo(String.class)
        .map(json -> RunRows.json(json, Rerun.class))
        .list();
  }

  /**
   * Another board at work that could do this job: a free one first, and of those the one whose rack
   * had the fewest faults with it.
   *
   * @param board not this one
   */
  public Optional<StandingRows.Board> sibling(
      RunId run, PlannedJob job, StandingRows.Board board, Duration silence) {
    return handle
        .createQuery(SIBLING)
        .bind("run", run.value())
        .bind("type", job.image().boardType().value())
        .bind("needs", job.needs().stream().map(Ability::value).toArray(String[]::new))
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("silence", silence.toMillis())
        .map(
            (row, context) ->
                new StandingRows.Board(
                    new RackId(row.getString("rack")), new BoardSerial(row.getString("serial"))))
        .findOne();
  }
}
