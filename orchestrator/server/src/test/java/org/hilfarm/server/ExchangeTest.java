package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Heard;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Issuer;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.AuditView;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.RunTicket;
import org.hilfarm.wire.runapi.WorkflowIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A workflow's identity becomes a ticket for one run, over real HTTP; nothing else does. */
@ExtendWith(TestPostgres.Shared.class)
class ExchangeTest {
  private static final String EXCHANGE = "/api/v1/auth/github";

  private final Issuer issuer = new Issuer();
  private final Orchestrator farm;
  private final OrchestratorSettings second;
  private final Http nobody;
  private final Heard heard = new Heard();

  ExchangeTest(@TempDir Path folder, @TempDir Path second, TestPostgres postgres) throws Exception {
    String database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database).with(issuer.policy()));
    this.second = Farms.settings(second, database).with(issuer.policy());
    nobody = Http.stranger(farm);
  }

  @AfterEach
  void close() {
    nobody.close();
    farm.close();
    issuer.close();
    heard.close();
  }

  private HttpResponse<byte[]> show(String identity) throws Exception {
    return nobody.post(EXCHANGE, new WorkflowIdentity(identity));
  }

  private String identity(Consumer<JWTClaimsSet.Builder> change) {
    return issuer.identity(Instant.now(), change);
  }

  private RunTicket ticket() throws Exception {
    HttpResponse<byte[]> answer = show(identity(c -> {}));
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(201);
    return Json.read(answer.body(), RunTicket.class);
  }

  private static void refused(HttpResponse<byte[]> answer, int status, String... words)
      throws Exception {
    String said = String.join("\n", Json.read(answer.body(), Refused.class).problems());
    assertThat(answer.statusCode()).as(said).isEqualTo(status);
    assertThat(said).contains(words);
  }

  private void refusedFor(String words, Consumer<JWTClaimsSet.Builder> change) throws Exception {
    String identity = identity(change);
    refused(show(identity), 401, "the identity does not count: ", words);
    assertThat(heard.lines())
        .anyMatch(
            line ->
                line.startsWith("WARN a workflow's identity from 127.0.0.1 was")
                    && line.contains(words));
    assertNowhere(identity);
  }

  private void assertNowhere(String secret) {
    String signature = secret.substring(secret.lastIndexOf('.') + 1);
    if (!signature.isEmpty()) {
      heard.holdsNone(signature);
    }
  }

  @Test
  void an_identity_becomes_a_ticket_that_hands_in_sees_and_ends_one_run() throws Exception {
    RunTicket ticket = ticket();
    assertThat(ticket.repository()).isEqualTo("octo/circuitpython");
    try (Orchestrator other = Orchestrator.start(second);
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm);
        Http bearer = Http.as(other, ticket.token())) {
      agent.hello(board(PICO, "P1"));
      RunId foreign = run(submit(submitter, ""));
      refused(
          bearer.get("/api/v1/runs/" + foreign), 403, "the run that it hands in", foreign.value());
      RunId own = run(submit(bearer, ""));
      assertThat(run(submit(bearer, ""))).isEqualTo(own);
      assertThat(bearer.get("/api/v1/runs/" + own).statusCode()).isEqualTo(200);
      refused(bearer.get("/api/v1/runs/" + foreign), 403, "is good for run " + own);
      refused(
          bearer.post("/api/v1/runs/" + foreign + "/cancel", ""), 403, "not for run " + foreign);
      refused(bearer.get("/api/v1/runs/" + foreign + "/events"), 403, "not for run " + foreign);
      refused(bearer.get("/api/v1/runs"), 403, "and no more", "runs:read");
      refused(bearer.get("/api/v1/audit"), 403, "audit:read");
      assertThat(bearer.post("/api/v1/runs/" + own + "/cancel", "").statusCode()).isEqualTo(200);
      try (Http operator = Http.operator(farm)) {
        assertThat(operator.get("/api/v1/audit", AuditView[].class))
            .extracting(a -> a.actor() + " " + a.deed() + " " + a.subject())
            .contains(
                "workflow run 9000000001 of octo/circuitpython ticket.given octo/circuitpython",
                "workflow run 9000000001 of octo/circuitpython run.submitted " + own,
                "workflow run 9000000001 of octo/circuitpython run.cancelled " + own);
      }
    }
    assertNowhere(ticket.token());
  }

  private static HttpResponse<byte[]> submit(Http http, String query) throws Exception {
    return http.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), query);
  }

  private static RunId run(HttpResponse<byte[]> answer) throws Exception {
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  @Test
  void a_ticket_makes_no_baseline_names_no_pull_request_and_no_other_suite() throws Exception {
    try (Http bearer = Http.as(farm, ticket().token())) {
      refused(submit(bearer, "?baseline=true"), 403, "a run ticket makes no baseline");
      refused(submit(bearer, "?pull-request=7&commit=0123456789"), 403, "the farm asks GitHub");
      refused(submit(bearer, "?suite=soak"), 403, "may ask for pr, not for soak");
    }
  }

  @Test
  void who_has_its_quota_of_runs_gets_no_further_ticket_for_now() throws Exception {
    RunTicket first = ticket();
    for (int i = 1; i < 20; i++) {
      RunTicket unused = ticket();
    }
    String identity = identity(c -> {});
    refused(
        show(identity),
        429,
        "octo/circuitpython has 20 runs at once already, and its quota is 20: try again in a"
            + " while");
    try (FakeAgent agent = new FakeAgent(farm);
        Http bearer = Http.as(farm, first.token())) {
      agent.hello(board(PICO, "P1"));
      RunId own = run(submit(bearer, ""));
      refused(show(identity), 429, "its quota is 20");
      assertThat(bearer.post("/api/v1/runs/" + own + "/cancel", "").statusCode()).isEqualTo(200);
      assertThat(show(identity).statusCode()).as("the identity was not used up").isEqualTo(201);
    }
  }

  @Test
  void an_identity_counts_once_on_all_orchestrators_together() throws Exception {
    String identity = identity(c -> {});
    assertThat(show(identity).statusCode()).isEqualTo(201);
    refused(show(identity), 401, "it was used before; ask GitHub for a new one");
    try (Orchestrator other = Orchestrator.start(second);
        Http elsewhere = Http.stranger(other)) {
      refused(elsewhere.post(EXCHANGE, new WorkflowIdentity(identity)), 401, "it was used before");
    }
    assertNowhere(identity);
  }

  @Test
  void an_identity_that_nobody_signed_or_with_a_secret_is_refused() throws Exception {
    JWTClaimsSet claims = issuer.claims(Instant.now()).build();
    refused(show(new PlainJWT(claims).serialize()), 401, "no token that is signed with RS256");
    // The public key, which everybody knows, taken for a secret.
    byte[] known = issuer.key().toPublicJWK().toJSONString().getBytes(UTF_8);
    String forged =
        Issuer.signed(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
            claims,
            new MACSigner(known));
    refused(show(forged), 401, "no token that is signed with RS256");
    String other =
        Issuer.signed(
            new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("one").build(),
            claims,
            new RSASSASigner(issuer.key()));
    refused(show(other), 401, "no token that is signed with RS256");
    refused(show("nonsense"), 401, "no token that is signed with RS256");
    refused(show("a".repeat(20_000)), 401, "no token that is signed with RS256");
    refused(nobody.post(EXCHANGE, "[]".getBytes(UTF_8), "application/json"), 400, "the body is no");
  }

  @Test
  void a_key_that_the_identity_brings_along_counts_for_nothing() throws Exception {
    RSAKey own = new RSAKeyGenerator(2048).keyID("one").generate();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("one")
            .jwk(own.toPublicJWK())
            .jwkURL(URI.create(issuer.web().url() + "/mine"))
            .build();
    JWTClaimsSet claims = issuer.claims(Instant.now()).build();
    refused(
        show(Issuer.signed(header, claims, new RSASSASigner(own))), 401, "its signature is wrong");
    assertThat(issuer.web().asked()).noneMatch(path -> path.startsWith("/mine"));
    JWSHeader nameless = new JWSHeader.Builder(JWSAlgorithm.RS256).build();
    refused(
        show(Issuer.signed(nameless, claims, new RSASSASigner(issuer.key()))),
        401,
        "does not name the key");
  }

  @Test
  void an_identity_for_another_audience_or_for_several_is_refused() throws Exception {
    refusedFor("its audience is not the one text", c -> c.claim("aud", "https://github.com/octo"));
    refusedFor(
        "its audience is not the one text",
        c -> c.claim("aud", List.of(Issuer.AUDIENCE, "https://other.example")));
    refusedFor("its audience is not the one text", c -> c.claim("aud", null));
    refusedFor("its issuer is not", c -> c.issuer("https://issuer.example"));
  }

  @Test
  void an_identity_of_another_time_is_refused() throws Exception {
    Instant now = Instant.now();
    refusedFor(
        "it was good until",
        c ->
            c.issueTime(Date.from(now.minusSeconds(400)))
                .notBeforeTime(Date.from(now.minusSeconds(400)))
                .expirationTime(Date.from(now.minusSeconds(90))));
    refusedFor("it is of the future", c -> c.notBeforeTime(Date.from(now.plusSeconds(120))));
    refusedFor("it is of the future", c -> c.issueTime(Date.from(now.plusSeconds(120))));
    refusedFor("good for longer", c -> c.expirationTime(Date.from(now.plusSeconds(3600))));
    refusedFor("its claim exp is missing", c -> c.expirationTime(null));
    refusedFor("its claim iat is missing", c -> c.issueTime(null));
    refusedFor("its claim jti is missing", c -> c.jwtID(null));
    refusedFor("its claim repository_id is missing", c -> c.claim("repository_id", 64841441));
    // Clocks that are a little apart are no lie.
    assertThat(show(identity(c -> c.expirationTime(Date.from(now.minusSeconds(20))))).statusCode())
        .isEqualTo(201);
  }

  @Test
  void who_is_not_let_in_by_the_policy_hears_which_rule_it_is() throws Exception {
    refused(
        show(identity(c -> c.claim("repository_id", "999"))),
        403,
        "repository \"octo/circuitpython\" (number 999) may not use this farm",
        "board-configs/github.yaml");
    refused(
        show(identity(c -> c.claim("repository_owner_id", "5"))), 403, "belongs to number 5 now");
    refused(
        show(identity(c -> c.claim("event_name", "pull_request_target"))),
        403,
        "that \"pull_request_target\" started may not use this farm");
    refused(
        show(
            identity(
                c ->
                    c.claim(
                        "workflow_ref",
                        "octo/circuitpython/.github/workflows/hil.yml@refs/heads/evil"))),
        403,
        "workflow \".github/workflows/hil.yml@refs/heads/evil\"");
    refused(
        show(
            identity(
                c -> c.claim("workflow_ref", "evil/x/.github/workflows/hil.yml@refs/heads/main"))),
        403,
        "may not use this farm; these may: .github/workflows/hil.yml@refs/heads/main");
    refused(show(identity(c -> c.claim("event_name", "x\n::error::y"))), 403, "\"x?::error::y\"");
  }

  @Test
  void unknown_keys_make_the_issuer_be_asked_once_more_and_no_more() throws Exception {
    RSAKey stranger = new RSAKeyGenerator(2048).keyID("two").generate();
    JWTClaimsSet claims = issuer.claims(Instant.now()).build();
    for (int i = 0; i < 20; i++) {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k" + i).build();
      refused(
          show(Issuer.signed(header, claims, new RSASSASigner(stranger))),
          401,
          "a key that its issuer does not have");
    }
    assertThat(issuer.web().asked()).hasSize(1);
    assertThat(show(identity(c -> {})).statusCode()).isEqualTo(201);
  }

  @Test
  void a_farm_without_a_policy_says_where_one_belongs(@TempDir Path third, TestPostgres postgres)
      throws Exception {
    try (Orchestrator plain = Orchestrator.start(Farms.settings(third, postgres.fresh()));
        Http stranger = Http.stranger(plain)) {
      refused(
          stranger.post(EXCHANGE, new WorkflowIdentity(identity(c -> {}))),
          404,
          "a section oidc into board-configs/github.yaml");
    }
  }
}
