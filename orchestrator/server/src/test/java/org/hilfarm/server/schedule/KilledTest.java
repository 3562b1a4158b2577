package org.hilfarm.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.schedule.Rig.NOT_MISSED;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.fixture.Builds;
import org.hilfarm.server.fixture.FakeWeb;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.wire.runapi.ScheduleView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An orchestrator's process is killed while its schedule fires. */
@ExtendWith(TestPostgres.Shared.class)
class KilledTest {
  private static final Who WHO = new Who("test", "");

  /** A process that has schedules and nothing else. */
  static final class Orchestrator {
    private Orchestrator() {}

    public static void main(String[] told) throws InterruptedException {
      Schedule hourly = Rig.hourly(new BuildSource.Download(told[2], told[3]));
      Schedules.Parts parts = Rig.parts(Database.open(told[0]), told[0], Path.of(told[1]));
      Rig.start(parts, NOT_MISSED, hourly);
      new CountDownLatch(1).await();
    }
  }

  @Test
  void another_makes_up_for_the_fire_of_one_that_was_killed(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Database database = Database.open(url);
        FakeWeb web = new FakeWeb()) {
      BuildSource.Download build = Builds.on(web);
      Schedule hourly = Rig.hourly(build);
      Rig.presentPico(database);
      Schedules.Parts parts = Rig.parts(database, url, folder.resolve("fetched"));
      Rig.start(parts, NOT_MISSED, hourly).close();
      Instant due = Rig.latest(hourly);
      Rig.sql(url, "update qrtz_triggers set next_fire_time = " + due.toEpochMilli());

      CountDownLatch fires = web.hold(Builds.IMAGE);
      Process killed = orchestrator(url, folder.resolve("killed"), build);
      try {
        assertThat(fires.await(60, TimeUnit.SECONDS)).as("the process asks for the build").isTrue();
        web.release(Builds.IMAGE);
        try (Schedules other = Rig.start(parts, NOT_MISSED, hourly)) {
          killed.destroyForcibly().waitFor();
          ScheduleView.Fire fire = Rig.fired(other);
          assertThat(fire.due()).isEqualTo(due);
          assertThat(fire.how()).isEqualTo("recovered");
          assertThat(Rig.runs(database))
              .singleElement()
              .satisfies(
                  r ->
                      assertThat(r.plan().build().name())
                          .contains(", made up after its orchestrator stopped, "));
        }
      } finally {
        killed.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void a_fire_that_was_broken_off_by_a_stop_is_made_up_after_the_next_start(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Database database = Database.open(url);
        FakeWeb web = new FakeWeb()) {
      Schedule hourly = Rig.hourly(Builds.on(web));
      Rig.presentPico(database);
      Schedules.Parts parts = Rig.parts(database, url, folder.resolve("fetched"));
      CountDownLatch fires = web.hold(Builds.IMAGE);
      try (Schedules stopped = Rig.start(parts, NOT_MISSED, hourly)) {
        stopped.ask(Rig.HOURLY, WHO);
        assertThat(fires.await(60, TimeUnit.SECONDS)).as("the build is asked for").isTrue();
      }
      web.release(Builds.IMAGE);
      try (Schedules next = Rig.start(parts, NOT_MISSED, hourly)) {
        assertThat(Rig.fired(next).how()).isEqualTo("asked");
        assertThat(Rig.runs(database)).hasSize(1);
      }
    }
  }

  private static Process orchestrator(String url, Path folder, BuildSource.Download build)
      throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Orchestrator.class.getName(),
            url,
            folder.toString(),
            build.template(),
            build.digests())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
