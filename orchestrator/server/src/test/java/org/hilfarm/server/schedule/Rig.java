package org.hilfarm.server.schedule;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.model.schedule.Cron;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.runapi.ScheduleView;

/** What tests of schedules have in common. */
final class Rig {
  static final ScheduleId HOURLY = new ScheduleId("hourly");

  /** A fire is not missed while a test lasts, whatever the hour's minute is. */
  static final Duration NOT_MISSED = Duration.ofHours(2);

  private Rig() {}

  static Schedule hourly(BuildSource source) {
    return schedule("0 * * * *", Optional.of(source), false);
  }

  static Schedule schedule(String cron, Optional<BuildSource> source, boolean paused) {
    return new Schedule(
        HOURLY,
        new Cron(cron),
        ZoneId.of("Europe/Berlin"),
        TestData.PR,
        Set.of(),
        Optional.empty(),
        source,
        paused);
  }

  static Schedules.Parts parts(Database database, String url, Path folder) {
    return new Schedules.Parts(
        database,
        new Submissions(database, TestData.trusted(), Patience.usual()),
        TestData.trusted(),
        InstantSource.system(),
        url,
        folder,
        new Chores(Optional.empty(), Optional.empty()));
  }

  static Schedules start(Schedules.Parts parts, Duration late, Schedule... wanted) {
    Map<ScheduleId, Schedule> all = new HashMap<>();
    List.of(wanted).forEach(s -> all.put(s.id(), s));
    return Schedules.start(
        parts,
        all,
        new QuartzSettings(parts.jdbcUrl(), late, Duration.ofSeconds(1), Duration.ofMillis(200)),
        new Fires.Insistence(Duration.ofSeconds(20), Duration.ofMillis(50)));
  }

  /** The board that a Pico's build can be tested on. */
  static void presentPico(Database database) {
    database.useTransaction(
        tx ->
            tx.racks()
                .present(
                    TestData.RACK,
                    "test",
                    "test host",
                    List.of(TestData.board(TestData.PICO, "P1"))));
  }

  static Instant latest(Schedule schedule) {
    return Times.of(schedule).latest(InstantSource.system().instant()).orElseThrow();
  }

  static void sql(String url, String statement) {
    try (var connection = DriverManager.getConnection(url);
        var executed = connection.createStatement()) {
      executed.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<RunRow> runs(Database database) {
    return database.inTransaction(tx -> tx.runs().newest(100));
  }

  /** Waits for what becomes of the latest fire. */
  static ScheduleView.Fire fired(Schedules schedules) throws InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofSeconds(60));
    while (!deadline.passed()) {
      Optional<ScheduleView.Fire> last = schedules.view(HOURLY).last();
      if (last.isPresent()) {
        return last.get();
      }
      Pause.until(deadline.within(Duration.ofMillis(50)));
    }
    throw new AssertionError("nothing became of a fire for 60 s");
  }
}
