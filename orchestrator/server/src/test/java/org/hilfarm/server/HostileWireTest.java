package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.RACK;
import static org.hilfarm.server.fixture.TestData.board;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.HostileVariants;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Credential;
import org.hilfarm.wire.rackapi.Delivery;
import org.hilfarm.wire.rackapi.Enrolment;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.Protocol;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.rackapi.WorkRequest;
import org.hilfarm.wire.runapi.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every field of every message of an agent, one at a time, is made what no agent says. The farm
 * never fails at it, and what it refuses changes nothing in its database.
 */
@ExtendWith(TestPostgres.Shared.class)
class HostileWireTest {
  private static final String STATE =
      """
      select md5(string_agg(row, '|' order by row)) from (
        select r::text row from run r
        union all select j::text from job j
        union all select (token, job, attempt, rack, serial, ended, ended_how)::text from lease
        union all select a::text from attempt a
        union all select f::text from attempt_file f
        union all select s::text from reset s
        union all select b::text from board b
        union all select (id, agent, holder)::text from rack
        union all select (digest, rack, withdrawn, used, key)::text from invitation
        union all select k::text from agent_key k) all_rows
      """;

  private final Orchestrator farm;
  private final Connection database;
  private final Http rack;
  private final FakeAgent agent;
  private final Http submitter;
  private int sent;
  private int taken;

  HostileWireTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    Patience usual = Patience.usual();
    Patience patient =
        new Patience(
            Duration.ofHours(1), usual.renew(), usual.silence(), usual.forget(), usual.board(), 3);
    farm = Orchestrator.start(Farms.settings(folder, url, patient));
    database = DriverManager.getConnection(url);
    rack = Http.rack(farm);
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
  }

  @BeforeEach
  void present() throws Exception {
    assertThat(agent.hello(board(PICO, "P1")).statusCode()).isEqualTo(200);
  }

  @AfterEach
  void close() throws SQLException {
    submitter.close();
    agent.close();
    rack.close();
    database.close();
    farm.close();
  }

  private WorkOffer lease() throws Exception {
    agent.hello(board(PICO, "P1"));
    submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
    return agent.work("P1");
  }

  private String state() throws SQLException {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(STATE)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  /** Whether it was taken; a refusal has words and changes nothing. */
  private boolean send(Http as, String path, String body) throws Exception {
    String before = state();
    HttpResponse<byte[]> answer = as.post(path, body.getBytes(UTF_8), "application/json");
    String said = path + " " + body.substring(0, Math.min(600, body.length()));
    assertThat(answer.statusCode()).as(said).isLessThan(500);
    sent++;
    if (answer.statusCode() < 300) {
      taken++;
      return true;
    }
    assertThat(Json.read(answer.body(), Refused.class).problems()).as(said).isNotEmpty();
    assertThat(state()).as(said).isEqualTo(before);
    return false;
  }

  @Test
  void hello_work_and_enrolment() throws Exception {
    Map<String, Object> messages = new LinkedHashMap<>();
    messages.put(
        "/api/v1/racks/hello",
        new Hello(Protocol.CURRENT, "test", "holder", RACK, List.of(board(PICO, "P1", "a"))));
    messages.put("/api/v1/racks/work", new WorkRequest(RACK, List.of(), 0));
    for (var message : messages.entrySet()) {
      for (String body : HostileVariants.of(message.getValue())) {
        boolean waits = body.contains("\"waitMillis\":" + Long.MAX_VALUE); // half a minute
        if (!waits && send(rack, message.getKey(), body)) {
          sameHolder();
        }
      }
      assertThat(send(rack, message.getKey(), Json.write(message.getValue()))).isTrue();
    }
    Credential invitation = Credential.fresh(Credential.Kind.INVITATION);
    Credential key = Credential.fresh(Credential.Kind.HOST_KEY);
    try (Http host = Http.as(farm, invitation.value())) {
      for (String body : HostileVariants.of(new Enrolment(RACK, "pi", key.digest()))) {
        assertThat(send(host, "/api/v1/enrol", body)).isFalse();
      }
    }
    assertThat(sent).isGreaterThan(250);
  }

  /** A holder that was taken would keep this test's own out. */
  private void sameHolder() throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute("update rack set holder = 'holder'");
    }
  }

  @Test
  void a_renewal_with_a_wrong_field_is_refused_and_harms_no_lease() throws Exception {
    WorkOffer offer = lease();
    Renewal renewal =
        new Renewal(
            offer.lease().token(), new Progress(Progress.Stage.FLASHING, 42, 0, 3, "flashing"));
    String path = "/api/v1/leases/" + offer.lease().token() + "/renew";
    for (String body : HostileVariants.of(renewal)) {
      send(rack, path, body);
    }
    assertThat(send(rack, path, Json.write(renewal))).isTrue();
    assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
  }

  /** What is taken ends its lease, so the next variant is made of the next one. */
  @Test
  void a_report_with_a_wrong_field_is_refused_and_harms_no_lease() throws Exception {
    WorkOffer offer = lease();
    JsonNode message = tree(offer);
    List<String> values = new ArrayList<>(HostileVariants.VALUES);
    values.add("");
    for (String pointer : HostileVariants.pointers(message)) {
      for (String value : values) {
        String path = "/api/v1/leases/" + offer.lease().token() + "/report";
        if (send(rack, path, HostileVariants.with(message, pointer, value))) {
          offer = lease();
          message = tree(offer);
        }
      }
    }
    assertThat(sent).isGreaterThan(500);
    assertThat(taken).isLessThan(sent / 2);
    assertThat(agent.deliver(offer, full(offer)).statusCode()).isEqualTo(200);
  }

  private static JsonNode tree(WorkOffer offer) throws Exception {
    return Json.shared().readTree(Json.write(new Delivery(offer.lease().token(), full(offer))));
  }

  @Test
  void what_is_no_message_at_all_is_refused_with_words() throws Exception {
    WorkOffer offer = lease();
    String whole = Json.write(new Delivery(offer.lease().token(), full(offer)));
    String path = "/api/v1/leases/" + offer.lease().token() + "/report";
    for (String body :
        List.of(
            "",
            "null",
            "7",
            "[]",
            "\u0000",
            whole.substring(0, whole.length() / 2),
            whole + "}",
            whole + whole,
            "[".repeat(100_000),
            " ".repeat((8 << 20) + 10))) {
      assertThat(send(rack, path, body)).isFalse();
    }
    assertThat(send(rack, "/api/v1/leases/1x/report", whole)).isFalse();
    assertThat(send(rack, "/api/v1/leases/99/report", whole)).isFalse();
    assertThat(send(rack, "/api/v1/racks/hello", " ".repeat(300_000))).isFalse();
    String more = whole.substring(0, whole.length() - 1) + ",\"later\":{\"is\":[1]}}";
    assertThat(send(rack, path, more)).as("a newer agent may say more").isTrue();
  }

  @Test
  void what_is_delivered_again_or_out_of_order_counts_once() throws Exception {
    WorkOffer first = lease();
    assertThat(agent.pass(first).statusCode()).isEqualTo(200);
    WorkOffer second = lease();
    String before = state();
    assertThat(agent.pass(first).statusCode()).as("the same again").isEqualTo(200);
    assertThat(agent.deliver(first, full(first)).statusCode()).as("another").isEqualTo(409);
    assertThat(agent.renew(first).statusCode()).as("of a lease that is over").isEqualTo(409);
    String foreign = Json.write(new Delivery(second.lease().token(), full(first)));
    assertThat(send(rack, "/api/v1/leases/" + second.lease().token() + "/report", foreign))
        .isFalse();
    assertThat(state()).isEqualTo(before);
    assertThat(agent.pass(second).statusCode()).isEqualTo(200);
  }

  @Test
  void versions_that_are_not_spoken_are_told_what_to_do() throws Exception {
    String before = state();
    Map<String, String> words =
        Map.of(
            "", "older than this farm (protocol 2): update HIL Farm on the rack's host",
            "1", "speaks protocol 1, this farm 2 to 2: update HIL Farm on the rack's host",
            "3", "speaks protocol 3, this farm only up to 2: update the farm first",
            "two", "\"two\" is no version of the protocol");
    for (var each : words.entrySet()) {
      try (Http other = rack.speaking(each.getKey())) {
        for (String path :
            List.of("racks/hello", "racks/work", "leases/1/renew", "leases/1/report", "enrol")) {
          HttpResponse<byte[]> answer = other.post("/api/v1/" + path, "{}");
          assertThat(answer.statusCode()).isEqualTo(Protocol.NOT_SPOKEN);
          assertThat(Json.read(answer.body(), Refused.class).problems().getFirst())
              .contains(each.getValue());
        }
      }
    }
    assertThat(state()).isEqualTo(before);
  }

  private static BoardReport full(WorkOffer offer) {
    BoardReport plain = Reports.answer(offer, Reports.running(offer.image()), Reports.passed());
    ScriptReport first = plain.scripts().getFirst();
    List<ScriptReport> scripts = new ArrayList<>(plain.scripts());
    scripts.set(
        0,
        new ScriptReport(
            first.script(),
            first.outcome(),
            List.of(new Check("it holds", true, "")),
            List.of(new Measure("free", 1, "B", OptionalDouble.of(0), OptionalDouble.empty())),
            List.of(Reports.reset(1, Judgement.EXPECTED)),
            first.started(),
            first.wall(),
            first.boardBusy()));
    return new BoardReport(
        plain.job(),
        plain.attempt(),
        plain.rack(),
        plain.board(),
        plain.boardType(),
        plain.flash(),
        scripts,
        List.of(Reports.reset(1, Judgement.EXPECTED)),
        List.of(),
        plain.started(),
        plain.finished());
  }
}
