package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.SeatCalls.refusal;
import static org.hilfarm.server.fixture.SeatCalls.said;
import static org.hilfarm.server.fixture.SeatCalls.seats;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.SeatNews;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What boards say, from an agent at one orchestrator to whoever looks at another. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class LiveConsoleTest {
  /** No lease ends by itself while a busy machine comes to the next line. */
  private static final Patience PATIENCE = Patience.of(Duration.ofMinutes(2));

  private static final String EVENTS = "/boards/P1/console/events";

  private final Orchestrator farm;
  private final Orchestrator other;
  private final FakeAgent agent;
  private final Http viewer;

  LiveConsoleTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    String database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database, PATIENCE));
    other = Orchestrator.start(Farms.settings(folder, database, PATIENCE));
    agent = new FakeAgent(farm);
    viewer = Http.submitter(other);
  }

  @BeforeEach
  void the_rack_is_there_and_its_agent_asks() throws Exception {
    agent.hello(board(PICO, "P1"));
    seats(agent, 0);
  }

  @AfterEach
  void close() {
    viewer.close();
    agent.close();
    other.close();
    farm.close();
  }

  /** An event's name, and its data. */
  private record Event(String name, JsonNode data) {
    String bytes() {
      return new String(Base64.getDecoder().decode(data.get("base64").asText()), UTF_8);
    }
  }

  private static Event next(Iterator<String> lines, String name) throws Exception {
    while (true) {
      String line = lines.next();
      if (line.equals("event: " + name)) {
        return new Event(name, Json.read(lines.next().substring(6), JsonNode.class));
      }
    }
  }

  @Test
  void an_agent_is_told_who_is_watched_and_what_it_sends_arrives_elsewhere() throws Exception {
    try (Stream<String> stream = viewer.lines(EVENTS)) {
      Iterator<String> lines = stream.iterator();
      Event state = next(lines, "state");
      assertThat(state.data().get("watched").asBoolean()).isTrue();
      assertThat(state.data().get("board").asText()).isEqualTo("ready");
      assertThat(state.data().has("holder")).isFalse();
      SeatNews news = Json.read(seats(agent, 20_000).body(), SeatNews.class);
      assertThat(news.watched()).extracting(Object::toString).containsExactly("P1");
      assertThat(seats(agent, 0, "P1").statusCode()).as("no news").isEqualTo(204);
      assertThat(said(agent, "P1", 0, "hello".getBytes(UTF_8)).statusCode()).isEqualTo(204);
      assertThat(next(lines, "bytes").bytes()).isEqualTo("hello");
    }
  }

  @Test
  void who_comes_again_goes_on_where_it_was_and_is_told_what_is_missing() throws Exception {
    said(agent, "P1", 0, "one".getBytes(UTF_8));
    long at;
    try (Stream<String> stream = viewer.lines(EVENTS)) {
      Event first = next(stream.iterator(), "bytes");
      assertThat(first.bytes()).isEqualTo("one");
      at = first.data().get("at").asLong();
    }
    said(agent, "P1", 0, "two".getBytes(UTF_8));
    try (Stream<String> stream = viewer.lines(EVENTS, "" + at)) {
      Iterator<String> lines = stream.iterator();
      assertThat(next(lines, "bytes").bytes()).isEqualTo("two");
      said(agent, "P1", 7, "three".getBytes(UTF_8));
      assertThat(next(lines, "gap").data().get("at").asLong()).isEqualTo(at + 3 + 7);
      assertThat(next(lines, "bytes").bytes()).isEqualTo("three");
    }
  }

  @Test
  void little_is_kept_and_hostile_bytes_pass_as_bytes() throws Exception {
    byte[] flood = new byte[32 << 10];
    Arrays.fill(flood, (byte) 0x9b);
    for (int i = 0; i < 4; i++) {
      said(agent, "P1", 0, flood);
    }
    try (Stream<String> stream = viewer.lines(EVENTS, "1")) {
      Iterator<String> lines = stream.iterator();
      long gap = next(lines, "gap").data().get("at").asLong();
      Event first = next(lines, "bytes");
      assertThat(Base64.getDecoder().decode(first.data().get("base64").asText())).isEqualTo(flood);
      assertThat(first.data().get("at").asLong() - gap).isEqualTo(32 << 10);
      Event second = next(lines, "bytes");
      assertThat(second.data().get("at").asLong() - gap).as("no third").isEqualTo(64 << 10);
    }
    assertThat(refusal(said(agent, "P1", 0, new byte[(32 << 10) + 1]), 400))
        .startsWith("base64: 32769 bytes are too many");
  }

  @Test
  void whose_job_has_the_board_is_told() throws Exception {
    try (Stream<String> stream = viewer.lines(EVENTS)) {
      Iterator<String> lines = stream.iterator();
      next(lines, "state");
      viewer.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
      agent.renew(agent.work("P1"));
      Event now = next(lines, "state");
      JsonNode holder = now.data().get("holder");
      assertThat(holder.get("kind").asText()).isEqualTo("job");
      assertThat(holder.get("run").asText()).isEqualTo("r1");
    }
  }

  @Test
  void a_board_that_nobody_has_cannot_be_watched() throws Exception {
    assertThat(refusal(viewer.get("/boards/P9/console/events"), 404))
        .startsWith("no rack has a board with serial P9");
    try (Http stranger = Http.stranger(farm)) {
      assertThat(seats(new FakeAgent(stranger), 0).statusCode()).isEqualTo(401);
    }
  }
}
