package org.hilfarm.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hilfarm.server.schedule.Rig.HOURLY;
import static org.hilfarm.server.schedule.Rig.NOT_MISSED;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.fixture.Builds;
import org.hilfarm.server.fixture.FakeGitHub;
import org.hilfarm.server.fixture.FakeWeb;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.retention.Sweep;
import org.hilfarm.server.retention.Sweeper;
import org.hilfarm.wire.config.Retention;
import org.hilfarm.wire.runapi.AuditView;
import org.hilfarm.wire.runapi.ScheduleView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.Shared.class)
class SchedulesTest {
  private static final Who WHO = new Who("test", "");

  private static final Duration USUAL = Duration.ofSeconds(60);

  private final String url;
  private final Database database;
  private final FakeWeb web;
  private final Schedule hourly;
  private final Path folder;

  SchedulesTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.folder = folder;
    this.url = postgres.fresh();
    this.database = Database.open(url);
    this.web = new FakeWeb();
    this.hourly = Rig.hourly(Builds.on(web));
    Rig.presentPico(database);
  }

  @AfterEach
  void close() {
    web.close();
    database.close();
  }

  private Schedules start(Duration late, Schedule... wanted) {
    return Rig.start(Rig.parts(database, url, folder.resolve("fetched")), late, wanted);
  }

  private Schedules.Parts sweeping(CountDownLatch told) {
    Schedules.Parts parts = Rig.parts(database, url, folder.resolve("fetched"));
    Sweep sweep = new Sweep(database, Retention.usual());
    Runnable sweeper = new Sweeper(database, sweep, parts.time());
    return new Schedules.Parts(
        parts.database(),
        parts.submissions(),
        parts.trusted(),
        parts.time(),
        parts.jdbcUrl(),
        parts.folder(),
        new Chores(
            Optional.of(
                () -> {
                  sweeper.run();
                  told.countDown();
                }),
            Optional.empty()));
  }

  @Test
  void orchestrators_are_told_when_to_sweep_and_it_is_done_once_an_hour() throws Exception {
    for (int i = 0; i < 2; i++) {
      CountDownLatch told = new CountDownLatch(1);
      try (Schedules each = Rig.start(sweeping(told), USUAL)) {
        assertThat(each.list()).isEmpty();
        assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
      }
    }
    List<AuditView> audit = database.inTransaction(tx -> tx.audit().newest(Long.MAX_VALUE, 10));
    assertThat(audit).filteredOn(e -> e.deed().equals("swept")).hasSize(1);
  }

  /** As if nobody had been there for so long; it is due at this moment. */
  private void wasAway(Instant due, Duration away) {
    Rig.sql(url, "update qrtz_triggers set next_fire_time = " + due.toEpochMilli());
    Rig.sql(url, "update schedule set considered = '%s'".formatted(due.minus(away)));
  }

  @Test
  void a_fire_that_is_due_becomes_a_run() throws Exception {
    start(NOT_MISSED, hourly).close();
    Instant due = Rig.latest(hourly);
    wasAway(due, Duration.ofHours(1));
    try (Schedules schedules = start(NOT_MISSED, hourly)) {
      ScheduleView.Fire fire = Rig.fired(schedules);
      assertThat(fire.due()).isEqualTo(due);
      assertThat(fire.how()).isEqualTo("due");
      assertThat(fire.run()).contains(Rig.runs(database).getFirst().plan().run());
      assertThat(Rig.runs(database)).hasSize(1);
      assertThat(Rig.runs(database).getFirst().plan().build().name())
          .matches(
              "hourly \\d{4}-\\d\\d-\\d\\d \\d\\d:00 Europe/Berlin, " + web.url() + "/nightly/.*");
      assertThat(schedules.view(HOURLY).next()).contains(due.plus(Duration.ofHours(1)));
      assertThat(schedules.view(HOURLY).problems()).isEmpty();
    }
  }

  @Test
  void fires_that_were_missed_become_one_run_which_says_so() throws Exception {
    start(USUAL, hourly).close();
    wasAway(Rig.latest(hourly).minus(Duration.ofHours(5)), Duration.ofHours(1));
    try (Schedules schedules = start(USUAL, hourly)) {
      ScheduleView.Fire fire = Rig.fired(schedules);
      assertThat(fire.how()).isEqualTo("catch-up");
      assertThat(fire.due()).isEqualTo(Rig.latest(hourly));
      assertThat(fire.missed()).isEqualTo(5);
      assertThat(Rig.runs(database))
          .singleElement()
          .satisfies(
              r ->
                  assertThat(r.plan().build().name()).contains(", catch-up for this and 5 more, "));
    }
  }

  @Test
  void a_fire_that_is_told_often_and_at_once_becomes_one_run() throws Exception {
    Instant due = Rig.latest(hourly);
    try (Schedules one = start(NOT_MISSED, hourly);
        Schedules other = start(NOT_MISSED, hourly);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> told = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Schedules teller = i % 2 == 0 ? one : other;
        boolean recovered = i > 5;
        told.add(threads.submit(() -> teller.tell(new Fire(HOURLY, due, false, recovered))));
      }
      for (Future<?> each : told) {
        each.get();
      }
      assertThat(Rig.runs(database)).hasSize(1);
      one.tell(new Fire(HOURLY, due, false, true));
      assertThat(Rig.runs(database)).hasSize(1);
      one.tell(new Fire(HOURLY, due.minus(Duration.ofHours(1)), false, true));
      assertThat(Rig.runs(database)).hasSize(2);
    }
  }

  @Test
  void what_somebody_asks_for_fires_at_once_also_where_it_is_paused() throws Exception {
    try (Schedules schedules = start(NOT_MISSED, hourly)) {
      schedules.pause(HOURLY, WHO);
      ScheduleView.Asked asked = schedules.ask(HOURLY, WHO);
      ScheduleView.Fire fire = Rig.fired(schedules);
      assertThat(fire.due()).isEqualTo(asked.due());
      assertThat(fire.how()).isEqualTo("asked");
      assertThat(schedules.fire(HOURLY, asked.due())).contains(fire);
      assertThat(Rig.runs(database).getFirst().plan().build().name()).contains(", asked for, ");
    }
  }

  @Test
  void a_run_of_what_GitHub_built_of_a_branch_is_that_branch_s() throws Exception {
    BuildSource.GitHub main =
        new FakeGitHub(web)
            .run(7, "push", FakeGitHub.REPOSITORY)
            .artifact(7, TestData.PICO, Map.of())
            .main();
    Schedule nightly =
        new Schedule(
            HOURLY,
            hourly.cron(),
            hourly.zone(),
            TestData.PR,
            Set.of(TestData.PICO.id()),
            Optional.empty(),
            Optional.of(main),
            false);
    try (Schedules schedules = start(NOT_MISSED, nightly)) {
      ScheduleView.Asked unused = schedules.ask(HOURLY, WHO);
      RunId run = Rig.fired(schedules).run().orElseThrow();
      Optional<Branch> branch = database.inTransaction(tx -> tx.branches().of(run));
      assertThat(branch).contains(new Branch("adafruit/circuitpython", "main"));
    }
  }

  @Test
  void a_paused_schedule_makes_no_run_and_does_not_catch_up_when_it_goes_on() throws Exception {
    Instant due = Rig.latest(hourly);
    try (Schedules schedules = start(NOT_MISSED, hourly)) {
      assertThat(schedules.pause(HOURLY, WHO).next()).isEmpty();
      schedules.tell(new Fire(HOURLY, due, false, false));
      assertThat(schedules.view(HOURLY).last()).isEmpty();
    }
    try (Schedules schedules = start(NOT_MISSED, hourly)) {
      assertThat(schedules.view(HOURLY).paused()).isTrue();
      ScheduleView resumed = schedules.resume(HOURLY, WHO);
      assertThat(resumed.paused()).isFalse();
      assertThat(resumed.next()).contains(due.plus(Duration.ofHours(1)));
      assertThat(Rig.runs(database)).isEmpty();
    }
  }

  @Test
  void a_build_that_is_not_what_was_promised_is_a_problem_and_no_run() throws Exception {
    web.says(Builds.IMAGE, new byte[] {1, 2, 3});
    Instant due = Rig.latest(hourly);
    try (Schedules schedules = start(NOT_MISSED, hourly)) {
      schedules.tell(new Fire(HOURLY, due, false, false));
      String digest = Sha256.of(new byte[] {1, 2, 3}).value();
      assertThat(schedules.view(HOURLY).problems())
          .singleElement()
          .asString()
          .startsWith(web.url() + Builds.IMAGE + ": what came has the sha256 " + digest);
      assertThat(Rig.runs(database)).isEmpty();
      Builds.on(web);
      schedules.tell(new Fire(HOURLY, due, false, true));
      assertThat(schedules.view(HOURLY).problems()).isEmpty();
      assertThat(Rig.runs(database)).hasSize(1);
    }
  }

  @Test
  void a_server_that_is_not_well_is_asked_again() throws Exception {
    web.says(Builds.DIGESTS, new FakeWeb.Answer(503, Map.of(), ""));
    try (Schedules schedules = start(NOT_MISSED, hourly);
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<?> told =
          thread.submit(() -> schedules.tell(new Fire(HOURLY, Rig.latest(hourly), false, false)));
      while (web.asked().size() < 3) {
        Thread.onSpinWait();
      }
      Builds.on(web);
      told.get();
      assertThat(Rig.runs(database)).hasSize(1);
    }
  }

  @Test
  void an_edit_is_taken_in_at_the_next_start() throws Exception {
    start(USUAL, hourly).close();
    wasAway(Rig.latest(hourly).minus(Duration.ofHours(5)), Duration.ofHours(1));
    Schedule never = Rig.schedule("0 0 29 2 *", hourly.source(), false);
    try (Schedules schedules = start(USUAL, never)) {
      assertThat(schedules.view(HOURLY).next().orElseThrow().toString())
          .contains("-02-28T23:00:00Z");
      assertThat(schedules.view(HOURLY).cron()).isEqualTo("0 0 29 2 *");
    }
    try (Schedules schedules = start(USUAL)) {
      assertThat(schedules.list()).isEmpty();
      assertThatThrownBy(() -> schedules.view(HOURLY))
          .hasMessage("there is no schedule \"hourly\"; this farm has: ");
      schedules.tell(new Fire(HOURLY, Rig.latest(hourly), false, true));
    }
    assertThat(Rig.runs(database)).isEmpty();
  }

  @Test
  void a_schedule_without_a_source_rests_without_a_complaint_and_cannot_go_on() {
    Schedule empty = Rig.schedule("0 2 * * *", Optional.empty(), true);
    try (Schedules schedules = start(NOT_MISSED, empty)) {
      assertThat(schedules.view(HOURLY).paused()).isTrue();
      assertThat(schedules.view(HOURLY).problems()).isEmpty();
      String words =
          "schedule hourly: it has no source, so there is no build to test: name one in"
              + " board-configs/schedules.yaml and start the orchestrator again";
      assertThatThrownBy(() -> schedules.resume(HOURLY, WHO)).hasMessage(words);
      assertThatThrownBy(() -> schedules.ask(HOURLY, WHO)).hasMessage(words);
    }
  }
}
