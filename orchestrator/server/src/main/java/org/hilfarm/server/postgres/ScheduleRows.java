package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.wire.json.Json;
import org.jdbi.v3.core.Handle;

/** Schedules, and the fence that makes one run of each fire. */
public final class ScheduleRows {
  /** Nobody who takes schedules in at the same time gets between; an arbitrary number. */
  private static final long TAKING_IN = 0x5C4ED;

  private static final int LONGEST_PROBLEM = 2000;

  /** Fires of a schedule that are kept: far more than anything repeats. */
  private static final int KEPT = 1000;

  private final Handle handle;

  ScheduleRows(Handle handle) {
    this.handle = handle;
  }

  /** Waits until nobody else takes schedules in, and keeps others from it until this commits. */
  public void takeInAlone() {
    handle
        .createQuery("select 1 from (select pg_advisory_xact_lock(:key)) as held")
        .bind("key", TAKING_IN)
        .mapTo(Integer.class)
        .one();
  }

  /** All that are not removed, by name. */
  public List<ScheduleRow> all() {
    return handle
        .createQuery("select * from schedule where removed is null order by id")
        .map((row, context) -> schedule(row))
        .list();
  }

  /** One that is not removed. */
  public Optional<ScheduleRow> find(ScheduleId id) {
    return handle
        .createQuery("select * from schedule where id = :id and removed is null")
        .bind("id", id.value())
        .map((row, context) -> schedule(row))
        .findOne();
  }

  /** The same, held against every other change of it until this transaction ends. */
  public Optional<ScheduleRow> lock(ScheduleId id) {
    return handle
        .createQuery("select * from schedule where id = :id and removed is null for update")
        .bind("id", id.value())
        .map((row, context) -> schedule(row))
        .findOne();
  }

  /** Keeps it as it is said here; one that was removed is there again. */
  public void put(ScheduleRow schedule) {
    handle
        .createUpdate(
            "insert into schedule (id, definition, paused, considered)"
                + " values (:id, :definition, :paused, :considered)"
                + " on conflict (id) do update set definition = excluded.definition,"
                + " paused = excluded.paused, considered = excluded.considered, removed = null")
        .bind("id", schedule.schedule().id().value())
        .bind("definition", Text.whole(Json.write(schedule.schedule())))
        .bind("paused", schedule.paused())
        .bind("considered", utc(schedule.considered()))
        .execute();
  }

  /** Takes it out of the list; what it did is kept. */
  public void remove(ScheduleId id) {
    handle
        .createUpdate("update schedule set removed = clock_timestamp() where id = :id")
        .bind("id", id.value())
        .execute();
  }

  /** Lets it rest, or go on; false where there is none of this name. */
  public boolean pause(ScheduleId id, boolean paused) {
    return handle
            .createUpdate("update schedule set paused = :paused where id = :id and removed is null")
            .bind("id", id.value())
            .bind("paused", paused)
            .execute()
        > 0;
  }

  /** Says that up to this time no fire is missing. */
  public void considered(ScheduleId id, Instant due) {
    handle
        .createUpdate("update schedule set considered = greatest(considered, :due) where id = :id")
        .bind("id", id.value())
        .bind("due", utc(due))
        .execute();
  }

  /** What became of a fire. */
  public Optional<FireRow> fire(ScheduleId id, Instant due) {
    return handle
        .createQuery(
            "select f.*, r.verdict from schedule_fire f left join run r on r.id = f.run"
                + " where f.schedule = :id and f.due = :due")
        .bind("id", id.value())
        .bind("due", utc(due))
        .map((row, context) -> fire(row))
        .findOne();
  }

  /** What became of the latest fire. */
  public Optional<FireRow> latest(ScheduleId id) {
    return handle
        .createQuery(
            "select f.*, r.verdict from schedule_fire f left join run r on r.id = f.run"
                + " where f.schedule = :id order by f.due desc limit 1")
        .bind("id", id.value())
        .map((row, context) -> fire(row))
        .findOne();
  }

  /** Keeps what became of a fire; a run takes a problem's place, and nothing takes a run's. */
  public void fired(ScheduleId id, FireRow fire) {
    handle
        .createUpdate(
            "insert into schedule_fire (schedule, due, how, missed, run, problem)"
                + " values (:id, :due, :how, :missed, :run, :problem)"
                + " on conflict (schedule, due) do update set how = excluded.how,"
                + " missed = excluded.missed, run = excluded.run, problem = excluded.problem,"
                + " told = excluded.told where schedule_fire.run is null")
        .bind("id", id.value())
        .bind("due", utc(fire.due()))
        .bind("how", fire.how())
        .bind("missed", fire.missed())
        .bind("run", fire.run().map(RunId::value).orElse(null))
        .bind("problem", fire.problem().map(p -> Text.bounded(p, LONGEST_PROBLEM)).orElse(null))
        .execute();
    handle
        .createUpdate(
            "delete from schedule_fire where schedule = :id and due <"
                + " (select due from schedule_fire where schedule = :id"
                + " order by due desc offset :kept limit 1)")
        .bind("id", id.value())
        .bind("kept", KEPT)
        .execute();
  }

  private static ScheduleRow schedule(ResultSet row) throws SQLException {
    return new ScheduleRow(
        RunRows.json(row.getString("definition"), Schedule.class),
        row.getBoolean("paused"),
        row.getObject("considered", OffsetDateTime.class).toInstant());
  }

  private static FireRow fire(ResultSet row) throws SQLException {
    String verdict = row.getString("verdict");
    return new FireRow(
        row.getObject("due", OffsetDateTime.class).toInstant(),
        row.getString("how"),
        row.getInt("missed"),
        Optional.ofNullable(row.getString("run")).map(RunId::new),
        verdict == null ? Optional.empty() : Optional.of(RunRows.json(verdict, Verdict.class)),
        Optional.ofNullable(row.getString("problem")));
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
