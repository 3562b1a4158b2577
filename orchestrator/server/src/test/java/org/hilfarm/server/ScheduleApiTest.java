package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.model.schedule.Cron;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.ScheduleView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.Shared.class)
class ScheduleApiTest {
  private static final String ALL = "/api/v1/schedules";
  private static final String NIGHTLY = ALL + "/nightly";

  private final Path folder;
  private final OrchestratorSettings without;
  private final OrchestratorSettings settings;

  ScheduleApiTest(@TempDir Path folder, TestPostgres postgres) {
    this.folder = folder;
    this.without = Farms.settings(folder.resolve("data"), postgres.fresh());
    ScheduleId id = new ScheduleId("nightly");
    BuildSource source = new BuildSource.Folder(folder.resolve("build").toString());
    this.settings =
        without.with(
            Map.of(
                id,
                new Schedule(
                    id,
                    new Cron("0 0 29 2 *"),
                    ZoneId.of("UTC"),
                    TestData.PR,
                    Set.of(PICO.id()),
                    Optional.empty(),
                    Optional.of(source),
                    false)));
  }

  private static List<String> problems(HttpResponse<byte[]> answer) throws Exception {
    return Json.read(answer.body(), Refused.class).problems();
  }

  private static ScheduleView.Fire fired(Http http) throws Exception {
    ScheduleView.Asked asked =
        Json.read(http.post(NIGHTLY + "/run", Map.of()).body(), ScheduleView.Asked.class);
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    HttpResponse<byte[]> answer = http.get(NIGHTLY + "/fires/" + asked.due());
    while (answer.statusCode() == 204 && !deadline.passed()) {
      Pause.until(deadline.within(Duration.ofMillis(50)));
      answer = http.get(NIGHTLY + "/fires/" + asked.due());
    }
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.read(answer.body(), ScheduleView.Fire.class);
  }

  @Test
  void a_schedule_that_is_asked_goes_all_the_way_to_a_verdict() throws Exception {
    Path unused = Firmware.put(folder.resolve("build"), PICO, Firmware.image(PICO));
    try (Orchestrator farm = Orchestrator.start(settings);
        FakeAgent agent = new FakeAgent(farm);
        Http http = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      ScheduleView.Fire fire = fired(http);
      assertThat(fire.problem()).isEmpty();
      assertThat(fire.verdict()).isEmpty();
      agent.pass(agent.work("P1"));
      ScheduleView view = http.get(NIGHTLY, ScheduleView.class);
      assertThat(view.last().orElseThrow().verdict()).contains("mergeable");
      assertThat(view.last().orElseThrow().run()).isEqualTo(fire.run());
      assertThat(view.next().orElseThrow().toString()).contains("-02-29T00:00:00Z");
      assertThat(http.get(ALL, ScheduleView[].class)).containsExactly(view);
    }
  }

  @Test
  void a_fire_that_no_run_can_come_of_says_why() throws Exception {
    try (Orchestrator farm = Orchestrator.start(settings);
        Http http = Http.submitter(farm)) {
      String missing =
          folder.resolve("build") + ": there is no such folder on this orchestrator's host";
      assertThat(fired(http).problem()).contains(missing);
      assertThat(http.get(NIGHTLY, ScheduleView.class).problems()).containsExactly(missing);
      Path unused = Firmware.put(folder.resolve("build"), PICO, Firmware.image(PICO));
      assertThat(fired(http).problem().orElseThrow())
          .startsWith("the submission: no rack of this farm has a board of the types");
    }
  }

  @Test
  void resting_and_going_on_is_for_submitters() throws Exception {
    try (Orchestrator farm = Orchestrator.start(settings);
        Http stranger = Http.stranger(farm);
        Http http = Http.submitter(farm)) {
      for (String what : List.of("run", "pause", "resume")) {
        assertThat(stranger.post(NIGHTLY + "/" + what, Map.of()).statusCode()).isEqualTo(401);
      }
      byte[] rests = http.post(NIGHTLY + "/pause", Map.of()).body();
      assertThat(Json.read(rests, ScheduleView.class).paused()).isTrue();
      byte[] goesOn = http.post(NIGHTLY + "/resume", Map.of()).body();
      assertThat(Json.read(goesOn, ScheduleView.class).paused()).isFalse();
    }
  }

  @Test
  void a_name_that_is_none_is_refused() throws Exception {
    try (Orchestrator farm = Orchestrator.start(settings);
        Http http = Http.submitter(farm)) {
      HttpResponse<byte[]> unknown = http.post(ALL + "/weekly/run", Map.of());
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(problems(unknown))
          .containsExactly("there is no schedule \"weekly\"; this farm has: nightly");
      assertThat(http.get(ALL + "/N").statusCode()).isEqualTo(400);
      assertThat(problems(http.get(NIGHTLY + "/fires/now")))
          .containsExactly("a fire is named by its time, such as 2026-11-23T01:00:00Z");
    }
  }

  @Test
  void a_farm_without_schedules_has_an_empty_list() throws Exception {
    try (Orchestrator farm = Orchestrator.start(without);
        Http http = Http.submitter(farm)) {
      assertThat(http.get(ALL, ScheduleView[].class)).isEmpty();
      assertThat(problems(http.post(NIGHTLY + "/run", Map.of())))
          .containsExactly(
              "this orchestrator was started without schedules: there is none in"
                  + " board-configs/schedules.yaml");
    }
  }
}
