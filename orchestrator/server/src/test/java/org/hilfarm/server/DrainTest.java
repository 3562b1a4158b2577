package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.RecoveryCalls.ordered;
import static org.hilfarm.server.fixture.RecoveryCalls.recovery;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.SeatCalls;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.BoardOrder;
import org.hilfarm.wire.runapi.RackDrain;
import org.hilfarm.wire.runapi.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A rack that is to be touched ends what it does; two orchestrators say the same of it. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class DrainTest {
  private final Orchestrator farm;
  private final Orchestrator other;
  private final FakeAgent agent;
  private final Http submitter;
  private final Http operator;

  DrainTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    String database = postgres.fresh();
    farm = Orchestrator.start(Farms.withPages(folder.resolve("one"), database));
    other = Orchestrator.start(Farms.settings(folder.resolve("other"), database));
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
    operator = Http.operator(other);
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
  }

  @AfterEach
  void close() {
    operator.close();
    submitter.close();
    agent.close();
    other.close();
    farm.close();
  }

  private void submit() throws Exception {
    assertThat(
            submitter
                .submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "")
                .statusCode())
        .isEqualTo(202);
  }

  private RackDrain drained(String reason) throws Exception {
    HttpResponse<byte[]> answer =
        operator.post("/api/v1/agents/demo/drain", new BoardOrder(reason));
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.read(answer.body(), RackDrain.class);
  }

  private String refusal(String path, Object body, int status) throws Exception {
    HttpResponse<byte[]> answer = operator.post(path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    return Json.read(answer.body(), Refused.class).problems().getFirst();
  }

  private BoardStatus now(String serial) throws Exception {
    return List.of(submitter.get("/api/v1/boards", BoardStatus[].class)).stream()
        .filter(b -> b.serial().value().equals(serial))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_drained_rack_ends_its_work_and_gets_none_until_it_is_undrained() throws Exception {
    submit();
    WorkOffer offer = agent.work("P1");
    submit();
    assertThat(drained("a new hub").atWork()).isEqualTo(1);
    assertThat(agent.ask(0, "P2").statusCode()).isEqualTo(204);
    assertThat(agent.ask(0, "P1", "P2").statusCode()).isEqualTo(204);
    assertThat(now("P2").reason()).isEqualTo("its rack is drained: a new hub");
    assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
    RackDrain again = drained("another reason");
    assertThat(again.atWork()).isZero();
    assertThat(again.reason()).isEqualTo("a new hub");
    assertThat(agent.ask(0, "P1", "P2").statusCode()).isEqualTo(204);
    assertThat(operator.post("/api/v1/agents/demo/undrain", "").statusCode()).isEqualTo(200);
    assertThat(operator.get("/api/v1/drains", RackDrain[].class)).isEmpty();
    assertThat(agent.pass(agent.work("P1", "P2")).statusCode()).isEqualTo(200);
  }

  @Test
  void a_rack_that_presents_itself_again_stays_drained() throws Exception {
    drained("a new hub");
    agent.hello(board(PICO, "P1"), board(PICO, "P3"));
    submit();
    assertThat(agent.ask(0, "P3").statusCode()).isEqualTo(204);
    assertThat(submitter.get("/api/v1/drains", RackDrain[].class))
        .singleElement()
        .extracting(RackDrain::reason)
        .isEqualTo("a new hub");
  }

  @Test
  void no_recovery_begins_and_nobody_reserves() throws Exception {
    recovery(agent);
    drained("a new hub");
    operator.post("/api/v1/boards/demo/P1/heal", new BoardOrder("test"));
    assertThat(recovery(agent).statusCode()).isEqualTo(204);
    assertThat(SeatCalls.refusal(SeatCalls.reserve(operator, "P2", 10), 409))
        .startsWith("rack demo is drained since ")
        .endsWith(": a new hub");
    operator.post("/api/v1/agents/demo/undrain", "");
    assertThat(ordered(agent).board().value()).isEqualTo("P1");
  }

  @Test
  void the_numbers_say_so() throws Exception {
    assertThat(new String(submitter.get("/metrics").body(), UTF_8))
        .contains("hil_rack_drained{rack=\"demo\"} 0.0");
    drained("a new hub");
    assertThat(new String(submitter.get("/metrics").body(), UTF_8))
        .contains("hil_rack_drained{rack=\"demo\"} 1.0");
    assertThat(new String(submitter.page("/").body(), UTF_8))
        .contains("its rack is drained: a new hub");
  }

  @Test
  void what_cannot_be_drained_is_said_so() throws Exception {
    assertThat(refusal("/api/v1/agents/nobody/drain", new BoardOrder(""), 404))
        .isEqualTo("no rack nobody was ever heard of: see ./farm boards");
    assertThat(refusal("/api/v1/agents/demo/undrain", "", 409))
        .isEqualTo("rack demo is not drained: it may work already");
    assertThat(refusal("/api/v1/agents/demo/drain", new BoardOrder("x".repeat(201)), 400))
        .startsWith("reason: 201 characters are too many");
    assertThat(submitter.post("/api/v1/agents/demo/drain", new BoardOrder("x")).statusCode())
        .isEqualTo(401);
  }
}
