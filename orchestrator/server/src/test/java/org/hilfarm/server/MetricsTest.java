package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told, over HTTP. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class MetricsTest {
  private final Orchestrator farm;
  private final Orchestrator other;
  private final FakeAgent agent;
  private final Http submitter;

  MetricsTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    String database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder.resolve("one"), database));
    other = Orchestrator.start(Farms.settings(folder.resolve("other"), database));
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
    agent.hello(board(PICO, "P1"));
  }

  @AfterEach
  void close() {
    submitter.close();
    agent.close();
    other.close();
    farm.close();
  }

  private RunId submit() throws Exception {
    HttpResponse<byte[]> answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
    return Json.read(answer.body(), Accepted.class).run();
  }

  private static String numbers(Orchestrator of) throws Exception {
    try (Http reader = Http.submitter(of)) {
      HttpResponse<byte[]> answer = reader.get("/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/plain; version=0.0.4");
      return new String(answer.body(), UTF_8);
    }
  }

  @Test
  void how_the_farm_is_can_be_read_from_every_orchestrator() throws Exception {
    submit();
    for (Orchestrator each : new Orchestrator[] {farm, other}) {
      assertThat(numbers(each))
          .contains(
              "hil_database_up 1.0",
              "hil_jobs{board_type=\"raspberry_pi_pico\",emulated=\"false\",state=\"waiting\"} 1.0",
              "hil_boards{board_type=\"raspberry_pi_pico\",rack=\"demo\",state=\"ready\"} 1.0",
              "hil_runs_open{suite=\"pr\"} 1.0",
              "hil_job_oldest_wait_seconds{board_type=\"raspberry_pi_pico\"",
              "hil_rack_silence_seconds{rack=\"demo\"}",
              "hil_database_bytes",
              "jvm_memory_used_bytes",
              "process_uptime_seconds");
    }
    WorkOffer offer = agent.work("P1");
    assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
    assertThat(numbers(other))
        .contains("hil_boards{board_type=\"raspberry_pi_pico\"")
        .doesNotContain("hil_jobs{", "hil_runs_open{");
  }

  @Test
  void what_was_done_is_counted_where_it_was_done_and_names_no_run() throws Exception {
    RunId run = submit();
    assertThat(agent.pass(agent.work("P1")).statusCode()).isEqualTo(200);
    assertThat(numbers(farm))
        .contains(
            "hil_submissions_total{suite=\"pr\"} 1.0",
            "hil_leases_total 1.0",
            "hil_attempts_total{board_type=\"raspberry_pi_pico\",ending=\"passed\"} 1.0",
            "hil_runs_total{suite=\"pr\",verdict=\"mergeable\"} 1.0",
            "hil_run_duration_seconds_count{suite=\"pr\"} 1",
            "hil_http_requests_seconds_count{method=\"POST\",route=\"/api/v1/runs\",status=\"202\"}"
                + " 1")
        .doesNotContain(run.value());
    assertThat(numbers(other)).doesNotContain("hil_leases_total", "hil_runs_total");
  }

  @Test
  void every_number_of_the_farms_own_is_in_the_docs() throws Exception {
    submit();
    agent.pass(agent.work("P1"));
    List<String> told =
        numbers(farm)
            .lines()
            .filter(l -> l.startsWith("# TYPE hil_"))
            .map(l -> l.split(" ")[2].replaceFirst("_max$", ""))
            .distinct()
            .toList();
    assertThat(told).hasSizeGreaterThan(10);
    String docs =
        Files.readString(
            Path.of(System.getProperty("repository.root", "../.."), "docs/observability.md"));
    assertThat(told).allSatisfy(name -> assertThat(docs).contains("`" + name + "`"));
  }

  @Test
  void a_path_or_a_method_that_somebody_invents_makes_no_new_series() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(submitter.get("/no/such/path/" + i).statusCode()).isEqualTo(404);
    }
    assertThat(numbers(farm))
        .contains(
            "hil_http_requests_seconds_count{method=\"other\",route=\"none\",status=\"404\"} 5")
        .doesNotContain("/no/such");
  }
}
