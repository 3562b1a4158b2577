package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Gates;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Issuer;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.PullWish;
import org.hilfarm.wire.runapi.Pulled;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.RunTicket;
import org.hilfarm.wire.runapi.WorkflowIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who waits for a build that the farm fetches itself hears how far that is, and decides nothing.
 */
@ExtendWith(TestPostgres.Shared.class)
class PullApiTest {
  private static final PullWish WISH = new PullWish(Issuer.REPOSITORY, Gates.WORKFLOW_RUN);

  private final Issuer issuer = new Issuer();
  private final Orchestrator farm;
  private final Gates gates;
  private final Http bearer;

  PullApiTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    String database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database).with(issuer.policy(false)));
    gates = new Gates(database);
    try (Http nobody = Http.stranger(farm)) {
      String identity = issuer.identity(Instant.now(), c -> {});
      HttpResponse<byte[]> given =
          nobody.post("/api/v1/auth/github", new WorkflowIdentity(identity));
      bearer = Http.as(farm, Json.read(given.body(), RunTicket.class).token());
    }
  }

  @AfterEach
  void close() {
    bearer.close();
    gates.close();
    farm.close();
    issuer.close();
  }

  private Pulled pulled() throws Exception {
    HttpResponse<byte[]> answer = bearer.post("/api/v1/runs/pull", WISH);
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(202);
    return Json.read(answer.body(), Pulled.class);
  }

  private void refused(PullWish wish, int status, String words) throws Exception {
    HttpResponse<byte[]> answer = bearer.post("/api/v1/runs/pull", wish);
    String said = String.join("\n", Json.read(answer.body(), Refused.class).problems());
    assertThat(answer.statusCode()).as(said).isEqualTo(status);
    assertThat(said).contains(words);
  }

  @Test
  void it_waits_through_every_state_until_there_is_a_run_which_the_ticket_then_sees()
      throws Exception {
    gates.known();
    assertThat(pulled().waits()).isEqualTo("the farm has not heard of workflow run 8000000001 yet");
    gates.built();
    gates.put(State.UNAPPROVED, "a newcomer's", Optional.empty());
    assertThat(pulled().waits()).isEqualTo("somebody must approve it first: a newcomer's");
    gates.put(State.DUE, "its build is fetched", Optional.empty());
    assertThat(pulled()).isEqualTo(new Pulled(Optional.empty(), 0, "its build is fetched"));
    RunId run = submitted();
    assertThat(bearer.get("/api/v1/runs/" + run).statusCode()).isEqualTo(403);
    gates.put(State.RUN, "run " + run, Optional.of(run));
    assertThat(pulled().run()).contains(run);
    assertThat(bearer.get("/api/v1/runs/" + run).statusCode()).isEqualTo(200);
  }

  @Test
  void a_run_that_the_farm_made_for_a_commit_is_not_ended_by_who_only_follows_it()
      throws Exception {
    gates.known();
    gates.built();
    RunId run = submitted();
    gates.put(State.RUN, "", Optional.of(run));
    assertThat(pulled().run()).contains(run);
    HttpResponse<byte[]> answer = bearer.post("/api/v1/runs/" + run + "/cancel", "");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(new String(answer.body(), UTF_8))
        .contains("run r1 is the farm's own, for the check of its commit");
    assertThat(farm.runs().view(run).orElseThrow().verdict()).isEmpty();
  }

  @Test
  void what_is_not_tested_is_told_with_the_reason() throws Exception {
    gates.known();
    gates.built();
    gates.put(State.SKIPPED, "no script applies", Optional.empty());
    refused(WISH, 422, "no script applies");
    gates.put(State.CANCELLED, "its build ended as failure", Optional.empty());
    refused(WISH, 409, "its build ended as failure");
    gates.put(State.TIMED_OUT, "no rack has such a board", Optional.empty());
    refused(WISH, 409, "no rack has such a board");
  }

  @Test
  void another_repositorys_build_is_none_of_its_business() throws Exception {
    refused(WISH, 404, "this farm does not know the repository number 64841441");
    gates.known();
    refused(new PullWish(999, Gates.WORKFLOW_RUN), 403, "of another repository (number 999)");
    try (Http stranger = Http.stranger(farm)) {
      assertThat(stranger.post("/api/v1/runs/pull", WISH).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void who_is_to_let_the_farm_fetch_sends_no_files() throws Exception {
    HttpResponse<byte[]> answer =
        bearer.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(new String(answer.body(), UTF_8))
        .contains("octo/circuitpython sends no files", "push: true");
  }

  private RunId submitted() throws Exception {
    try (FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      HttpResponse<byte[]> answer =
          submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
      return Json.read(answer.body(), Accepted.class).run();
    }
  }
}
