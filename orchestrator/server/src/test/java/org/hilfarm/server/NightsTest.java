package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.model.schedule.Cron;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.NightsView;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.ScheduleView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nights from the fired schedule to what has changed since the last ones. */
@ExtendWith(TestPostgres.Shared.class)
class NightsTest {
  private static final String NIGHTLY = "/api/v1/schedules/nightly";

  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http http;

  NightsTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    Path build = folder.resolve("build");
    Path unused = Firmware.put(build, PICO, Firmware.image(PICO));
    ScheduleId id = new ScheduleId("nightly");
    Schedule schedule =
        new Schedule(
            id,
            new Cron("0 3 * * *"),
            ZoneId.of("Europe/Berlin"),
            TestData.PR,
            Set.of(PICO.id()),
            Optional.empty(),
            Optional.of(new BuildSource.Folder(build.toString())),
            false);
    farm =
        Orchestrator.start(
            Farms.settings(folder.resolve("data"), postgres.fresh()).with(Map.of(id, schedule)));
    agent = new FakeAgent(farm);
    http = Http.submitter(farm);
  }

  @BeforeEach
  void the_rack_is_there() throws Exception {
    agent.hello(board(PICO, "P1"));
  }

  @AfterEach
  void close() {
    http.close();
    agent.close();
    farm.close();
  }

  private RunView view(RunId run) throws Exception {
    return http.get("/api/v1/runs/" + run, RunView.class);
  }

  /** One night: the schedule fires, and every script of each job ends like this. */
  private RunId night(Outcome outcome) throws Exception {
    RunId run = fired().run().orElseThrow();
    while (view(run).verdict().isEmpty()) {
      HttpResponse<byte[]> asked = agent.ask(500, "P1");
      if (asked.statusCode() == 200) {
        WorkOffer offer = Json.read(asked.body(), WorkOffer.class);
        agent.deliver(offer, Reports.answer(offer, Reports.running(offer.image()), outcome));
      }
    }
    return run;
  }

  private ScheduleView.Fire fired() throws Exception {
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

  private NightsView nights() throws Exception {
    return http.get(NIGHTLY + "/nights", NightsView.class);
  }

  @Test
  void each_night_is_compared_with_those_before_it() throws Exception {
    night(Reports.passed());
    assertThat(nights().summary()).isEqualTo("no earlier night to compare with");
    night(Reports.passed());
    assertThat(nights().summary())
        .isEqualTo("the last of 2 nights: 0 new failures, 0 still failing, 0 fixed, 0 flaky");

    RunId red = night(Reports.failed(FaultKind.CHECK_FAILED));
    assertThat(view(red).verdict()).contains("blocked");
    assertThat(nights().nights()).extracting(NightsView.Night::verdict).startsWith("blocked");
    assertThat(nights().changes())
        .isNotEmpty()
        .allMatch(c -> c.what().equals("new failure"))
        .allMatch(c -> c.since().equals(red));
    assertThat(nights().changes().getFirst().words())
        .isEqualTo("new failure: failed in 1 of 3 nights, first in " + red);

    night(Reports.failed(FaultKind.CHECK_FAILED));
    assertThat(nights().changes()).allMatch(c -> c.what().equals("still failing"));
    night(Reports.passed());
    assertThat(nights().changes()).isNotEmpty().allMatch(c -> c.what().equals("fixed"));
  }
}
