package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.ApiToken;
import org.hilfarm.wire.runapi.AuditView;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.TokenMade;
import org.hilfarm.wire.runapi.TokenView;
import org.hilfarm.wire.runapi.TokenWish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that an operator makes for programs, over real HTTP. */
@ExtendWith(TestPostgres.Shared.class)
class ApiTokenTest {
  private final Orchestrator farm;
  private final String database;
  private final Http operator;

  ApiTokenTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database));
    operator = Http.operator(farm);
  }

  @AfterEach
  void close() {
    operator.close();
    farm.close();
  }

  private TokenMade made(String... scopes) throws Exception {
    HttpResponse<byte[]> answer =
        operator.post("/api/v1/tokens", new TokenWish("ci", List.of(scopes), 30));
    assertThat(answer.statusCode()).isEqualTo(201);
    return Json.read(answer.body(), TokenMade.class);
  }

  private HttpResponse<byte[]> submit(Http http) throws Exception {
    return http.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
  }

  private void sql(String text) throws Exception {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static void refused(HttpResponse<byte[]> answer, int status, String... words)
      throws Exception {
    String said = String.join("\n", Json.read(answer.body(), Refused.class).problems());
    assertThat(answer.statusCode()).as(said).isEqualTo(status);
    assertThat(said).contains(words);
  }

  @Test
  void a_token_does_what_its_scopes_say_and_nothing_else() throws Exception {
    try (FakeAgent agent = new FakeAgent(farm);
        Http submits = Http.as(farm, made("runs:submit").token());
        Http reads = Http.as(farm, made("runs:read").token());
        Http cancels = Http.as(farm, made("runs:cancel").token())) {
      agent.hello(board(PICO, "P1"));
      HttpResponse<byte[]> taken = submit(submits);
      assertThat(taken.statusCode()).isEqualTo(202);
      String run = "/api/v1/runs/" + Json.read(taken.body(), Accepted.class).run();
      refused(
          submits.get(run), 403, "token t1 (\"ci\")", "needs the scope runs:read and has runs:sub");
      refused(submit(reads), 403, "needs the scope runs:submit and has runs:read");
      refused(reads.post(run + "/cancel", ""), 403, "needs the scope runs:cancel");
      refused(
          submits.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?baseline=true"),
          403,
          "needs the scope baselines:submit");
      refused(reads.get("/api/v1/audit"), 403, "needs the scope audit:read");
      refused(reads.get("/api/v1/agents"), 403, "needs the scope agents:admin");
      refused(reads.get("/api/v1/tokens"), 401, "this needs the operators' token");
      assertThat(reads.get(run).statusCode()).isEqualTo(200);
      assertThat(cancels.post(run + "/cancel", "").statusCode()).isEqualTo(200);
    }
    assertThat(operator.get("/api/v1/audit", AuditView[].class))
        .extracting(a -> a.actor() + " " + a.deed() + " " + a.subject())
        .contains("token t3 (ci) run.cancelled r1", "token t1 (ci) run.submitted r1");
  }

  @Test
  void a_token_that_is_over_unknown_or_misspelt_is_refused_with_the_reason() throws Exception {
    TokenMade first = made("runs:read");
    TokenMade second = made("runs:read");
    sql("update api_token set expires = clock_timestamp() where number = 1");
    operator.post("/api/v1/tokens/t2/revoke", "");
    String fresh = ApiToken.fresh(ApiToken.Kind.API).value();
    String misspelt =
        fresh.substring(0, 9) + (fresh.charAt(9) == 'x' ? 'y' : 'x') + fresh.substring(10);
    try (Http expired = Http.as(farm, first.token());
        Http revoked = Http.as(farm, second.token());
        Http unknown = Http.as(farm, fresh);
        Http wrong = Http.as(farm, misspelt);
        Http cut = Http.as(farm, fresh.substring(0, 20));
        Http ticket = Http.as(farm, ApiToken.fresh(ApiToken.Kind.TICKET).value())) {
      refused(expired.get("/api/v1/runs"), 401, "token t1 (\"ci\") was good until");
      refused(revoked.get("/api/v1/runs"), 401, "token t2 was revoked at");
      refused(unknown.get("/api/v1/runs"), 401, "this farm made no such token");
      refused(wrong.get("/api/v1/runs"), 401, "its checksum does not fit");
      refused(cut.get("/api/v1/runs"), 401, "this has 20 characters");
      refused(ticket.get("/api/v1/runs"), 401, "this farm gave no such run ticket");
    }
    refused(operator.post("/api/v1/tokens/t2/revoke", ""), 404, "no token t2");
    refused(operator.post("/api/v1/tokens/all/revoke", ""), 404, "no token all");
  }

  @Test
  void the_database_and_the_list_know_no_secret() throws Exception {
    TokenMade made = made("runs:read", "runs:submit");
    try (Http uses = Http.as(farm, made.token())) {
      assertThat(uses.get("/api/v1/runs").statusCode()).isEqualTo(200);
    }
    HttpResponse<byte[]> list = operator.get("/api/v1/tokens");
    assertThat(new String(list.body(), UTF_8)).doesNotContain(made.token());
    TokenView view = Json.read(list.body(), TokenView[].class)[0];
    assertThat(view.state()).isEqualTo("good");
    assertThat(view.scopes()).containsExactly("runs:read", "runs:submit");
    assertThat(view.used()).isPresent();
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from api_token where api_token::text like '%hil\\_%'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isZero();
    }
    assertThat(made.toString()).doesNotContain(made.token());
  }

  @Test
  void a_wish_that_is_none_is_refused_with_the_rule() throws Exception {
    for (var wrong :
        List.of(
            Map.entry("{\"name\":\"x\",\"scopes\":[\"root\"],\"days\":1}", "there is no \"root\""),
            Map.entry("{\"name\":\"x\",\"scopes\":[],\"days\":1}", "say at least one"),
            Map.entry("{\"name\":\"x\",\"scopes\":[\"runs:read\"],\"days\":0}", "days: must be 1"),
            Map.entry("{\"name\":\" \",\"scopes\":[\"runs:read\"],\"days\":1}", "name: say"))) {
      refused(
          operator.post("/api/v1/tokens", wrong.getKey().getBytes(UTF_8), "application/json"),
          400,
          wrong.getValue());
    }
    try (Http submitter = Http.submitter(farm)) {
      refused(
          submitter.post("/api/v1/tokens", new TokenWish("x", List.of("runs:read"), 1)),
          401,
          "operators' token");
    }
  }

  @Test
  void a_submission_that_is_said_again_under_its_key_is_the_same_run() throws Exception {
    String token = made("runs:submit").token();
    String key = UUID.randomUUID().toString();
    assertThat(keyed(token, key)).isEqualTo(422); // no board yet: it may be tried again
    try (FakeAgent agent = new FakeAgent(farm)) {
      agent.hello(board(PICO, "P1"));
    }
    assertThat(keyed(token, key)).isEqualTo(202);
    assertThat(keyed(token, key)).isEqualTo(202);
    assertThat(keyed(made("runs:submit").token(), key)).isEqualTo(202);
    assertThat(keyed(token, "a b")).isEqualTo(400);
    assertThat(operator.get("/api/v1/runs", Map[].class)).hasSize(2);
  }

  private int keyed(String token, String key) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(farm.url() + "/api/v1/runs"))
              .header("Authorization", "Bearer " + token)
              .header("Idempotency-Key", key)
              .header("Content-Type", "multipart/form-data; boundary=b")
              .POST(HttpRequest.BodyPublishers.ofByteArray(form()))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private static byte[] form() throws Exception {
    var body = new java.io.ByteArrayOutputStream();
    body.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"%s\"\r\n\r\n"
            .formatted(Firmware.fileName(PICO))
            .getBytes(UTF_8));
    body.writeBytes(Firmware.image(PICO));
    body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
    return body.toByteArray();
  }
}
