package org.hilfarm.server.schedule;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.plan.Suites;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.FireRow;
import org.hilfarm.server.postgres.ScheduleRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.source.Sources;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.wire.runapi.ScheduleView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The farm's schedules: those of the orchestrator that started last hold for all on its PostgreSQL.
 * Any thread may use it. Closing it breaks off what is under way, which is made up later.
 */
public final class Schedules implements AutoCloseable {
  static final String NO_SOURCE =
      "it has no source, so there is no build to test: name one in board-configs/schedules.yaml and"
          + " start the orchestrator again";

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  private final Parts parts;
  private final Sources sources;
  private final Fires fires;
  private final Clockwork clock;

  /**
   * What it works with.
   *
   * @param jdbcUrl of the same database
   * @param folder for builds while they are fetched
   * @param chores what is done beside all schedules
   */
  public record Parts(
      Database database,
      Submissions submissions,
      TrustedData trusted,
      InstantSource time,
      String jdbcUrl,
      Path folder,
      Chores chores) {}

  /** Takes in what schedules.yaml says, and starts the clock. */
  public static Schedules start(Parts parts, Map<ScheduleId, Schedule> wanted) {
    return start(parts, wanted, QuartzSettings.usual(parts.jdbcUrl()), Fires.Insistence.usual());
  }

  static Schedules start(
      Parts parts,
      Map<ScheduleId, Schedule> wanted,
      QuartzSettings quartz,
      Fires.Insistence insistence) {
    Schedules schedules = new Schedules(parts, quartz, insistence);
    try {
      parts.database().useTransaction(tx -> schedules.takeIn(tx, wanted));
      schedules.clock.start();
      return schedules;
    } catch (RuntimeException e) {
      schedules.close();
      throw e;
    }
  }

  private Schedules(Parts parts, QuartzSettings quartz, Fires.Insistence insistence) {
    this.parts = parts;
    this.sources = new Sources(parts.folder(), parts.trusted().types());
    this.fires = new Fires(parts.database(), parts.submissions(), sources, insistence);
    this.clock = new Clockwork(quartz, fires::told, parts.chores());
  }

  /** Whether there is anything to do by the clock: wanted now, or taken in once. */
  public static boolean any(Database database, Map<ScheduleId, Schedule> wanted) {
    return !wanted.isEmpty() || !database.inTransaction(tx -> tx.schedules().all()).isEmpty();
  }

  private void takeIn(Tx tx, Map<ScheduleId, Schedule> wanted) {
    tx.schedules().takeInAlone();
    Map<ScheduleId, ScheduleRow> known = new HashMap<>();
    tx.schedules().all().forEach(row -> known.put(row.schedule().id(), row));
    for (ScheduleId id : known.keySet()) {
      if (!wanted.containsKey(id)) {
        LOG.info("schedule {}: it is in schedules.yaml no more", id);
        tx.schedules().remove(id);
      }
    }
    Map<ScheduleId, Times> times = new HashMap<>();
    for (Schedule schedule : wanted.values()) {
      tx.schedules().put(row(schedule, Optional.ofNullable(known.get(schedule.id()))));
      times.put(schedule.id(), Times.of(schedule));
    }
    clock.set(times);
    clock.sweep(parts.chores().sweep().map(s -> parts.time().instant()));
    if (parts.chores().reconcile().isPresent()) {
      clock.reconcile(parts.time().instant());
    }
  }

  /** What a person paused stays so until the file says otherwise; new times begin now. */
  private ScheduleRow row(Schedule schedule, Optional<ScheduleRow> known) {
    boolean asked =
        known
            .filter(k -> k.schedule().paused() == schedule.paused())
            .map(ScheduleRow::paused)
            .orElse(schedule.paused());
    Instant considered =
        known
            .filter(k -> Times.of(k.schedule()).equals(Times.of(schedule)))
            .map(ScheduleRow::considered)
            .orElseGet(parts.time()::instant);
    return new ScheduleRow(schedule, asked || schedule.source().isEmpty(), considered);
  }

  /** All, by name. */
  public List<ScheduleView> list() {
    return parts
        .database()
        .inTransaction(tx -> tx.schedules().all().stream().map(row -> view(tx, row)).toList());
  }

  /** One; refused with 404 where there is none of the name. */
  public ScheduleView view(ScheduleId id) {
    return parts.database().inTransaction(tx -> view(tx, known(tx, id)));
  }

  private static ScheduleRow known(Tx tx, ScheduleId id) {
    return tx.schedules()
        .find(id)
        .orElseThrow(
            () ->
                new RefusedException(
                    404,
                    "there is no schedule \"%s\"; this farm has: %s"
                        .formatted(
                            id,
                            String.join(
                                ", ",
                                tx.schedules().all().stream()
                                    .map(r -> r.schedule().id().value())
                                    .toList()))));
  }

  private ScheduleView view(Tx tx, ScheduleRow row) {
    Schedule schedule = row.schedule();
    Optional<Instant> next = row.paused() ? Optional.empty() : clock.next(schedule.id());
    Optional<FireRow> last = tx.schedules().latest(schedule.id());
    return new ScheduleView(
        schedule.id(),
        schedule.cron().text(),
        schedule.zone().getId(),
        schedule.suite(),
        schedule.source().map(s -> s.words()).orElse(""),
        row.paused(),
        next,
        last.map(Schedules::fire),
        problems(row, next, last));
  }

  private List<String> problems(ScheduleRow row, Optional<Instant> next, Optional<FireRow> last) {
    Schedule schedule = row.schedule();
    Optional<String> suite =
        parts.trusted().suites().containsKey(schedule.suite())
            ? Optional.empty()
            : Optional.of(Suites.unknown(schedule.suite(), parts.trusted()));
    Optional<String> silent =
        next.isPresent() || row.paused()
            ? Optional.empty()
            : Optional.of(
                "the clock does not know it: another orchestrator took it out; start this one"
                    + " again");
    return List.of(suite, silent, last.flatMap(FireRow::problem)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static ScheduleView.Fire fire(FireRow row) {
    return new ScheduleView.Fire(
        row.due(),
        row.how(),
        row.missed(),
        row.run(),
        row.verdict().map(Verdict::word),
        row.problem());
  }

  /** Lets a schedule rest; what was missed meanwhile is not caught up with. */
  public ScheduleView pause(ScheduleId id, Who who) {
    return paused(id, true, who);
  }

  /** Lets it go on from now. */
  public ScheduleView resume(ScheduleId id, Who who) {
    return paused(id, false, who);
  }

  private ScheduleView paused(ScheduleId id, boolean paused, Who who) {
    return parts
        .database()
        .inTransaction(
            tx -> {
              if (!paused) {
                mustHaveSource(known(tx, id));
                tx.schedules().considered(id, parts.time().instant());
              }
              boolean unused = tx.schedules().pause(id, paused);
              Deed deed = paused ? Deed.SCHEDULE_PAUSED : Deed.SCHEDULE_RESUMED;
              tx.audit().add(who, deed, id.value(), "");
              return view(tx, known(tx, id));
            });
  }

  private static void mustHaveSource(ScheduleRow row) {
    if (row.schedule().source().isEmpty()) {
      throw new RefusedException(409, "schedule %s: %s".formatted(row.schedule().id(), NO_SOURCE));
    }
  }

  /** Fires now, on some orchestrator, also where it is paused. */
  public ScheduleView.Asked ask(ScheduleId id, Who who) {
    mustHaveSource(parts.database().inTransaction(tx -> known(tx, id)));
    Instant asked = parts.time().instant().truncatedTo(ChronoUnit.MILLIS);
    clock.ask(id, asked);
    parts
        .database()
        .useTransaction(tx -> tx.audit().add(who, Deed.SCHEDULE_RUN, id.value(), "for " + asked));
    return new ScheduleView.Asked(asked);
  }

  /** What became of a fire; nothing yet where it is empty. */
  public Optional<ScheduleView.Fire> fire(ScheduleId id, Instant due) {
    return parts
        .database()
        .inTransaction(tx -> tx.schedules().fire(known(tx, id).schedule().id(), due))
        .map(Schedules::fire);
  }

  /** As the clock does. */
  void tell(Fire fire) {
    fires.told(fire);
  }

  @Override
  public void close() {
    fires.stop();
    clock.close();
    sources.close();
  }
}
