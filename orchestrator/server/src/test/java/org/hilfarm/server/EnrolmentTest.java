package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.RACK;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.board.RackId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Credential;
import org.hilfarm.wire.rackapi.Enrolment;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.Protocol;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.rackapi.WorkRequest;
import org.hilfarm.wire.runapi.AgentView;
import org.hilfarm.wire.runapi.Invitation;
import org.hilfarm.wire.runapi.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who may speak for a rack, over real HTTP. */
@ExtendWith(TestPostgres.Shared.class)
class EnrolmentTest {
  private static final RackId OTHER = new RackId("other");

  private final Orchestrator farm;
  private final String database;
  private final Http operator;

  EnrolmentTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database));
    operator = Http.operator(farm);
  }

  @BeforeEach
  void aLocalAgentCanStillCome() throws Exception {
    try (FakeAgent local = new FakeAgent(farm)) {
      assertThat(local.hello().statusCode()).isEqualTo(200);
    }
  }

  @AfterEach
  void close() {
    operator.close();
    farm.close();
  }

  private String invite(RackId rack) throws Exception {
    HttpResponse<byte[]> answer = operator.post("/api/v1/agents/" + rack + "/invite", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.read(answer.body(), Invitation.class).token();
  }

  private HttpResponse<byte[]> enrol(String token, RackId rack, Credential key) throws Exception {
    try (Http host = Http.as(farm, token)) {
      return host.post("/api/v1/enrol", new Enrolment(rack, "pi-" + rack, key.digest()));
    }
  }

  private Credential enrolled(RackId rack) throws Exception {
    Credential key = Credential.fresh(Credential.Kind.HOST_KEY);
    assertThat(enrol(invite(rack), rack, key).statusCode()).isEqualTo(200);
    return key;
  }

  private HttpResponse<byte[]> hello(Http host, RackId rack) throws Exception {
    return host.post(
        "/api/v1/racks/hello", new Hello(Protocol.CURRENT, "test", "holder", rack, List.of()));
  }

  private static void refused(HttpResponse<byte[]> answer, int status, String... words)
      throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(String.join("\n", Json.read(answer.body(), Refused.class).problems()))
        .contains(words);
  }

  @Test
  void an_invitation_becomes_a_key_once_and_the_same_said_again_is_answered_the_same()
      throws Exception {
    String token = invite(RACK);
    Credential key = Credential.fresh(Credential.Kind.HOST_KEY);
    HttpResponse<byte[]> first = enrol(token, RACK, key);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(enrol(token, RACK, key).body()).isEqualTo(first.body());
    try (Http host = Http.as(farm, key.value())) {
      assertThat(hello(host, RACK).statusCode()).isEqualTo(200);
    }
    refused(
        enrol(token, RACK, Credential.fresh(Credential.Kind.HOST_KEY)),
        403,
        "this invitation was used at ",
        "by host \"pi-" + RACK + "\"",
        "./farm agents invite " + RACK);
  }

  @Test
  void stale_wrong_and_unknown_invitations_are_refused_with_what_to_do() throws Exception {
    Credential key = Credential.fresh(Credential.Kind.HOST_KEY);
    String old = invite(RACK);
    String withdrawn = old;
    String newer = invite(RACK);
    refused(enrol(withdrawn, RACK, key), 403, "a newer one was made", "agents invite " + RACK);
    refused(enrol(newer, OTHER, key), 403, "is for rack " + RACK + ", not for other");
    refused(
        enrol(Credential.fresh(Credential.Kind.INVITATION).value(), RACK, key),
        401,
        "made no such invitation");
    refused(enrol("nonsense", RACK, key), 401, "this needs an invitation");
    try (var connection = DriverManager.getConnection(database);
        var update = connection.createStatement()) {
      update.execute("update invitation set expires = clock_timestamp()");
    }
    refused(enrol(newer, RACK, key), 403, "was good until", "agents invite " + RACK);
    try (Http invited = Http.as(farm, newer)) {
      refused(hello(invited, RACK), 401, "an invitation is no key");
    }
  }

  @Test
  void a_rack_with_a_host_takes_no_other_host_and_no_racks_token() throws Exception {
    Credential key = enrolled(RACK);
    refused(
        operator.post("/api/v1/agents/" + RACK + "/invite", ""),
        409,
        "is looked after by host \"pi-" + RACK + "\" since ",
        "./farm agents revoke " + RACK);
    try (FakeAgent local = new FakeAgent(farm);
        Http host = Http.as(farm, key.value())) {
      refused(local.hello(), 403, "has a key of its own", "./farm agents revoke " + RACK);
      refused(hello(host, OTHER), 403, "is for rack " + RACK + ", not for other");
      refused(
          host.post("/api/v1/racks/work", new WorkRequest(OTHER, List.of(), 1)),
          403,
          "--rack " + RACK);
      refused(host.post("/api/v1/agents/other/invite", ""), 401, "this needs the operators' token");
    }
    try (Http nobody = Http.as(farm, Credential.fresh(Credential.Kind.HOST_KEY).value())) {
      refused(hello(nobody, RACK), 401, "does not know this host's key", "invite the host anew");
    }
  }

  @Test
  void another_racks_lease_is_refused_and_stays_what_it_is() throws Exception {
    Credential key = enrolled(OTHER);
    try (FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm);
        Http host = Http.as(farm, key.value())) {
      agent.hello(board(PICO, "P1"));
      submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
      WorkOffer offer = agent.work("P1");
      FakeAgent thief = new FakeAgent(host);
      refused(
          thief.renew(offer), 403, "is of rack " + RACK + "; this host's key is for rack other");
      refused(thief.pass(offer), 403, "is of rack " + RACK);
      assertThat(agent.renew(offer).statusCode()).isEqualTo(200);
      assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_revoked_key_is_refused_at_once_and_its_work_is_done_by_another() throws Exception {
    Credential key = enrolled(RACK);
    try (Http submitter = Http.submitter(farm);
        Http host = Http.as(farm, key.value())) {
      FakeAgent agent = new FakeAgent(host);
      agent.hello(board(PICO, "P1"));
      submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
      WorkOffer offer = agent.work("P1");
      assertThat(operator.post("/api/v1/agents/" + RACK + "/revoke", "").statusCode())
          .isEqualTo(200);
      for (HttpResponse<byte[]> answer :
          List.of(agent.hello(), agent.ask(1, "P1"), agent.renew(offer), agent.pass(offer))) {
        refused(answer, 403, "was revoked at ", "./farm agents invite " + RACK);
      }
      try (FakeAgent local = new FakeAgent(farm)) {
        local.hello(board(PICO, "P1"));
        WorkOffer again = local.work("P1");
        assertThat(again.lease().attempt()).isEqualTo(2);
        assertThat(local.pass(again).statusCode()).isEqualTo(200);
      }
      refused(operator.post("/api/v1/agents/" + RACK + "/revoke", ""), 404, "neither a host");
    }
  }

  @Test
  void the_list_tells_who_may_and_who_might() throws Exception {
    invite(OTHER);
    enrolled(RACK);
    assertThat(operator.get("/api/v1/agents", AgentView[].class))
        .extracting(a -> a.rack() + " " + a.state() + " " + a.host())
        .containsExactly(RACK + " enrolled pi-" + RACK, "other invited ");
  }

  @Test
  void a_second_agent_under_a_racks_name_waits_until_the_first_is_silent() throws Exception {
    try (Http local = Http.rack(farm)) {
      Hello second = new Hello(Protocol.CURRENT, "second", "elsewhere", RACK, List.of());
      refused(
          local.post("/api/v1/racks/hello", second),
          409,
          "is presented by another agent (test), heard of ");
      try (var connection = DriverManager.getConnection(database);
          var update = connection.createStatement()) {
        update.execute("update rack set heard = heard - interval '1 minute'");
      }
      assertThat(local.post("/api/v1/racks/hello", second).statusCode()).isEqualTo(200);
    }
  }
}
