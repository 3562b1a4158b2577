package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.SeatCalls.ordered;
import static org.hilfarm.server.fixture.SeatCalls.reserved;
import static org.hilfarm.server.fixture.SeatCalls.seats;
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
import java.util.List;
import java.util.function.Function;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.HostileVariants;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.ConsoleBytes;
import org.hilfarm.wire.rackapi.GiveBack;
import org.hilfarm.wire.rackapi.SeatNews;
import org.hilfarm.wire.rackapi.SeatRenewal;
import org.hilfarm.wire.rackapi.SeatReport;
import org.hilfarm.wire.rackapi.SeatRequest;
import org.hilfarm.wire.rackapi.SeatWishes;
import org.hilfarm.wire.runapi.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an agent says of boards that persons have, as {@link HostileWireTest} does it with the
 * messages of jobs: the farm never fails at it, and what it refuses changes nothing.
 */
@ExtendWith(TestPostgres.Shared.class)
class HostileSeatTest {
  private static final BoardSerial P1 = new BoardSerial("P1");
  private static final BoardSerial P2 = new BoardSerial("P2");

  private static final String STATE =
      """
      select md5(string_agg(row, '|' order by row)) from (
        select b::text row from board b
        union all select (id, agent, holder)::text from rack
        union all select (token, rack, serial, taken, ended, ended_how, person)::text from lease
        union all select (token, secret, until, over, next_wish)::text from reservation
        union all select w::text from seat_wish w
        union all select s::text from board_standing s
        union all select (rack, serial, at)::text from console_stream
        union all select c::text from console_chunk c) all_rows
      """;

  private final Orchestrator farm;
  private final Connection database;
  private final FakeAgent agent;
  private final Http person;
  private int sent;
  private int taken;

  HostileSeatTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    Patience usual = Patience.usual();
    Patience patient =
        new Patience(
            Duration.ofHours(1), usual.renew(), usual.silence(), usual.forget(), usual.board(), 3);
    farm = Orchestrator.start(Farms.settings(folder, url, patient));
    database = DriverManager.getConnection(url);
    agent = new FakeAgent(farm);
    person = Http.operator(farm);
  }

  @BeforeEach
  void the_rack_is_there_and_its_agent_asks() throws Exception {
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
    assertThat(seats(agent, 0).statusCode()).isEqualTo(204);
  }

  @AfterEach
  void close() throws SQLException {
    person.close();
    agent.close();
    database.close();
    farm.close();
  }

  private String state() throws SQLException {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(STATE)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  /** Whether it was taken; a refusal has words and changes nothing. */
  private boolean send(String path, String body) throws Exception {
    String before = state();
    HttpResponse<byte[]> answer =
        agent.http().post("/api/v1/" + path, body.getBytes(UTF_8), "application/json");
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

  /** Sends all variants of a message, and then the message itself, which is taken. */
  private void all(String path, Object message) throws Exception {
    for (String body : HostileVariants.of(message)) {
      if (!body.contains("\"waitMillis\":" + Long.MAX_VALUE)) { // half a minute
        send(path, body);
      }
    }
    assertThat(send(path, Json.write(message))).isTrue();
  }

  /** A reservation that its agent does not take up yet. */
  private LeaseToken offered() throws Exception {
    String unused = reserved(person, "P1");
    return Json.read(seats(agent, 0).body(), SeatNews.class).order().orElseThrow().token();
  }

  @Test
  void who_asks_what_is_reserved() throws Exception {
    LeaseToken unused = offered();
    all("racks/seats", new SeatRequest(RACK, List.of(P2), List.of(P1), 0));
    assertThat(sent).isGreaterThan(80);
    assertThat(taken).isLessThan(sent / 2);
    assertThat(ordered(agent).board()).isEqualTo(P1);
  }

  @Test
  void what_a_board_says() throws Exception {
    all("racks/console", new ConsoleBytes(RACK, P1, 0, "aGVsbG8="));
    assertThat(taken).isLessThan(sent / 2);
  }

  @Test
  void who_keeps_a_reservation_asks_what_is_wanted_and_says_what_came_of_it() throws Exception {
    String unused = reserved(person, "P1");
    LeaseToken token = ordered(agent).token();
    String path = "seats/" + token + "/";
    try (var statement = database.createStatement()) {
      statement.execute(
          "insert into seat_wish (token, number, what) values (%s, 1, 'POWER')".formatted(token));
    }
    all(path + "renew", new SeatRenewal(token));
    all(path + "wishes", new SeatWishes.Request(token, 0, 0));
    all(path + "done", new SeatWishes.Done(token, 1, true, "it was cut"));
    assertThat(sent).isGreaterThan(100);
    assertThat(taken).isLessThan(sent / 2);
    assertThat(send(path + "end", Json.write(new SeatReport(token, true, "it is well")))).isTrue();
  }

  /** What is taken ends its reservation, so the next variant is made of the next one. */
  private void ending(String what, Function<LeaseToken, Object> says) throws Exception {
    LeaseToken token = offered();
    JsonNode message = Json.shared().readTree(Json.write(says.apply(token)));
    List<String> values = new ArrayList<>(HostileVariants.VALUES);
    values.add("");
    for (String pointer : HostileVariants.pointers(message)) {
      for (String value : values) {
        String body = HostileVariants.with(message, pointer, value);
        if (send("seats/" + token + "/" + what, body)) {
          token = offered();
          message = Json.shared().readTree(Json.write(says.apply(token)));
        }
      }
    }
    assertThat(taken).isLessThan(sent / 2);
    assertThat(send("seats/" + token + "/" + what, Json.write(says.apply(token)))).isTrue();
  }

  @Test
  void who_has_put_a_board_back() throws Exception {
    ending("end", token -> new SeatReport(token, true, "it is well"));
  }

  @Test
  void who_gives_a_board_back() throws Exception {
    ending("return", token -> new GiveBack(token, "the agent closes"));
  }

  @Test
  void what_is_no_message_at_all_is_refused_with_words() throws Exception {
    LeaseToken token = offered();
    for (String what : List.of("renew", "done", "end", "return", "wishes")) {
      String path = "seats/" + token + "/" + what;
      for (String body :
          List.of(
              "", "null", "7", "[]", "{}", "\u0000", "[".repeat(100_000), " ".repeat(300_000))) {
        assertThat(send(path, body)).isFalse();
      }
      String own = Json.write(new SeatRenewal(new LeaseToken(99)));
      assertThat(send(path, own)).as("another reservation's").isFalse();
    }
    for (String what : List.of("renew", "done", "end", "return")) {
      assertThat(send("seats/99/" + what, Json.write(new SeatRenewal(new LeaseToken(99)))))
          .as("one that never was")
          .isFalse();
    }
  }
}
