package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.SeatCalls.done;
import static org.hilfarm.server.fixture.SeatCalls.end;
import static org.hilfarm.server.fixture.SeatCalls.giveBack;
import static org.hilfarm.server.fixture.SeatCalls.ordered;
import static org.hilfarm.server.fixture.SeatCalls.over;
import static org.hilfarm.server.fixture.SeatCalls.refusal;
import static org.hilfarm.server.fixture.SeatCalls.renew;
import static org.hilfarm.server.fixture.SeatCalls.reserve;
import static org.hilfarm.server.fixture.SeatCalls.reserved;
import static org.hilfarm.server.fixture.SeatCalls.seats;
import static org.hilfarm.server.fixture.SeatCalls.wishes;
import static org.hilfarm.server.fixture.SeatCalls.with;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.RecoveryCalls;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.SeatNews;
import org.hilfarm.wire.rackapi.SeatOrder;
import org.hilfarm.wire.rackapi.SeatWish;
import org.hilfarm.wire.rackapi.SeatWishes;
import org.hilfarm.wire.runapi.AuditView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who has a board for a time, by two orchestrators, with tabs and agents that go on the way. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class ReservationTest {
  /** No lease ends by itself while a busy machine comes to the next line. */
  private static final Patience PATIENCE = Patience.of(Duration.ofMinutes(2));

  private final String database;
  private final Orchestrator farm;
  private final Orchestrator other;
  private final FakeAgent agent;
  private final FakeAgent elsewhere;
  private final Http person;
  private final Http there;
  private final Http submitter;

  ReservationTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database, PATIENCE));
    other = Orchestrator.start(Farms.settings(folder, database, PATIENCE));
    agent = new FakeAgent(farm);
    elsewhere = new FakeAgent(other);
    person = Http.operator(farm);
    there = Http.operator(other);
    submitter = Http.submitter(farm);
  }

  @BeforeEach
  void the_rack_is_there_and_its_agent_asks() throws Exception {
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
    assertThat(seats(agent, 0).statusCode()).isEqualTo(204);
  }

  @AfterEach
  void close() {
    submitter.close();
    there.close();
    person.close();
    elsewhere.close();
    agent.close();
    other.close();
    farm.close();
  }

  private BoardStatus now(String serial) throws Exception {
    return List.of(submitter.get("/api/v1/boards", BoardStatus[].class)).stream()
        .filter(b -> b.serial().value().equals(serial))
        .findFirst()
        .orElseThrow();
  }

  private void await(String serial, BoardState state) throws Exception {
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    while (now(serial).state() != state) {
      assertThat(deadline.passed()).as("%s to be %s", now(serial), state).isFalse();
      Pause.until(deadline.within(Duration.ofMillis(50)));
    }
  }

  private void awaitOver(LeaseToken token) throws Exception {
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    while (!over(agent, token)) {
      assertThat(deadline.passed()).as("the reservation to be over").isFalse();
      Pause.until(deadline.within(Duration.ofMillis(50)));
    }
  }

  private void submit() throws Exception {
    HttpResponse<byte[]> answer =
        submitter.submit(
            Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?boards=" + PICO.id());
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  private void change(String sql, LeaseToken token) throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var update = connection.prepareStatement(sql)) {
      update.setLong(1, token.value());
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private static String text(SeatWish wish) {
    return new String(Base64.getDecoder().decode(wish.keys().orElseThrow()), UTF_8);
  }

  @Test
  void a_reserved_board_gets_no_work_until_it_is_put_back() throws Exception {
    String secret = reserved(person, "P1");
    assertThat(now("P1").state()).isEqualTo(BoardState.LEASED);
    assertThat(now("P1").reason()).startsWith("reserved by operator until 20");
    SeatOrder order = ordered(elsewhere);
    assertThat(order.board().value()).isEqualTo("P1");
    assertThat(order.person()).isEqualTo("operator");
    submit();
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
    assertThat(refusal(reserve(there, "P1", 5), 409))
        .startsWith("board P1 is reserved by operator since 20")
        .contains(", until 20")
        .endsWith(" at the latest");
    assertThat(with(there, "DELETE", "/boards/P1/reservation", secret, "").statusCode())
        .isEqualTo(200);
    assertThat(over(agent, order.token())).isTrue();
    assertThat(agent.ask(0, "P1").statusCode()).as("not put back yet").isEqualTo(204);
    assertThat(end(agent, order.token(), true).statusCode()).isEqualTo(200);
    assertThat(agent.work("P1").lease().board().value()).isEqualTo("P1");
    assertThat(List.of(person.get("/api/v1/audit", AuditView[].class)))
        .extracting(a -> a.deed() + " " + a.subject())
        .contains("board.reserved demo/P1", "board.let.go demo/P1");
  }

  @Test
  void keys_come_to_the_agent_in_order_whichever_orchestrator_took_them() throws Exception {
    String secret = reserved(person, "P1");
    SeatOrder order = ordered(agent);
    CompletableFuture<SeatWishes> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return wishes(elsewhere, order.token(), 0);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    String keys = "/boards/P1/console/keys";
    assertThat(with(person, "POST", keys, secret, "1+1\r").statusCode()).isEqualTo(202);
    SeatWish first = waiting.get().wishes().getFirst();
    assertThat(text(first)).isEqualTo("1+1\r");
    with(there, "POST", keys, secret, "2");
    with(person, "POST", keys, secret, "3");
    assertThat(wishes(agent, order.token(), first.number()).wishes())
        .extracting(ReservationTest::text)
        .containsExactly("2", "3");
  }

  @Test
  void what_was_reserved_with_another_secret_or_is_over_is_refused() throws Exception {
    String secret = reserved(person, "P1");
    SeatOrder order = ordered(agent);
    String second = reserved(person, "P2");
    assertThat(refusal(with(person, "POST", "/boards/P1/console/keys", second, "x"), 403))
        .isEqualTo("this is not what board P1 was reserved with: reserve it first");
    assertThat(refusal(with(person, "POST", "/boards/P1/power", "guess", ""), 403))
        .startsWith("this is not what board P1");
    assertThat(
            refusal(person.post("/boards/P1/console/keys", "x".getBytes(UTF_8), "text/plain"), 403))
        .startsWith("X-Reservation: ");
    with(person, "DELETE", "/boards/P1/reservation", secret, "");
    assertThat(refusal(with(person, "POST", "/boards/P1/console/keys", secret, "x"), 409))
        .isEqualTo("the reservation of board P1 is over: it was let go");
    end(agent, order.token(), true);
    assertThat(refusal(with(person, "POST", "/boards/P1/reservation/heartbeat", secret, ""), 409))
        .isEqualTo("the reservation of board P1 is over: it was let go");
    assertThat(renew(agent, order.token()).statusCode()).isEqualTo(409);
  }

  @Test
  void a_tab_that_is_gone_ends_its_reservation() throws Exception {
    String secret = reserved(person, "P1");
    SeatOrder order = ordered(agent);
    assertThat(with(person, "POST", "/boards/P1/reservation/heartbeat", secret, "").statusCode())
        .isEqualTo(200);
    assertThat(over(agent, order.token())).isFalse();
    change(
        "update reservation set heard = heard - interval '721 s' where token = ?", order.token());
    awaitOver(order.token());
    assertThat(refusal(with(person, "POST", "/boards/P1/console/keys", secret, "x"), 409))
        .isEqualTo("the reservation of board P1 is over: its tab was not heard of for 720 s");
    end(agent, order.token(), true);
    assertThat(now("P1").state()).isEqualTo(BoardState.READY);
  }

  @Test
  void a_reservation_ends_when_its_time_is_over() throws Exception {
    reserved(person, "P1");
    SeatOrder order = ordered(agent);
    change("update reservation set until = clock_timestamp() where token = ?", order.token());
    awaitOver(order.token());
    assertThat(wishes(agent, order.token(), 0).over()).isTrue();
  }

  @Test
  void a_board_whose_agent_was_lost_meanwhile_is_put_back_before_any_work() throws Exception {
    String secret = reserved(person, "P1");
    SeatOrder order = ordered(agent);
    change("update lease set expires = clock_timestamp() where token = ?", order.token());
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    while (!now("P1").reason().startsWith("reserved by the farm, to put it back")) {
      assertThat(deadline.passed()).as(now("P1").reason()).isFalse();
      Pause.until(deadline.within(Duration.ofMillis(50)));
    }
    assertThat(refusal(with(person, "POST", "/boards/P1/console/keys", secret, "x"), 409))
        .endsWith("over: its rack's agent was not heard of in time");
    assertThat(end(agent, order.token(), true).statusCode()).isEqualTo(409);
    SeatOrder again = ordered(agent);
    assertThat(again.longestMillis()).isZero();
    assertThat(over(agent, again.token())).isTrue();
    change("update lease set expires = clock_timestamp() where token = ?", again.token());
    await("P1", BoardState.READY); // no second time: an agent that dies of it would never be done
  }

  @Test
  void a_reservation_that_its_agent_does_not_take_up_lapses() throws Exception {
    String secret = reserved(person, "P1");
    SeatOrder order = Json.read(seats(agent, 0).body(), SeatNews.class).order().orElseThrow();
    change("update lease set expires = clock_timestamp() where token = ?", order.token());
    await("P1", BoardState.READY);
    assertThat(refusal(with(person, "POST", "/boards/P1/console/keys", secret, "x"), 409))
        .endsWith("over: its rack did not take it up in time");
  }

  @Test
  void an_agent_that_closes_gives_the_board_back() throws Exception {
    reserved(person, "P1");
    SeatOrder order = ordered(agent);
    assertThat(giveBack(agent, order.token()).statusCode()).isEqualTo(200);
    assertThat(now("P1").reason()).startsWith("reserved by the farm, to put it back");
  }

  @Test
  void a_board_that_cannot_be_put_back_goes_up_the_ladder() throws Exception {
    RecoveryCalls.recovery(agent); // it is one that recovers
    String secret = reserved(person, "P1");
    SeatOrder order = ordered(agent);
    with(person, "DELETE", "/boards/P1/reservation", secret, "");
    end(agent, order.token(), false);
    assertThat(now("P1").state()).isEqualTo(BoardState.RECOVERING);
    assertThat(now("P1").reason())
        .isEqualTo("after it was reserved by operator: its prompt is dead");
  }

  @Test
  void a_board_at_work_or_without_an_agent_that_can_is_not_given() throws Exception {
    submit();
    agent.work("P1");
    assertThat(refusal(reserve(person, "P1", 5), 409))
        .startsWith("board P1 works on run r1 since 20")
        .endsWith("it is free when that job has ended");
    assertThat(refusal(reserve(person, "P9", 5), 404))
        .startsWith("no rack has a board with serial P9");
    assertThat(refusal(reserve(person, "P2", 0), 400))
        .isEqualTo("minutes: a board is reserved for 1 to 120 minutes at a time, not 0");
    try (var connection = DriverManager.getConnection(database);
        var update = connection.createStatement()) {
      update.execute("update rack set seats = null");
    }
    assertThat(refusal(reserve(person, "P2", 5), 409))
        .isEqualTo(
            "no agent of rack demo has asked for reservations for 90 s: start it, or update it");
  }

  @Test
  void what_comes_of_a_power_cycle_is_told() throws Exception {
    String secret = reserved(person, "P1");
    SeatOrder order = ordered(agent);
    for (boolean well : new boolean[] {true, false}) {
      CompletableFuture<HttpResponse<byte[]>> asked =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return with(person, "POST", "/boards/P1/power", secret, "");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      SeatWish wish = wishes(elsewhere, order.token(), 0).wishes().getFirst();
      assertThat(wish.what()).isEqualTo(SeatWish.What.POWER);
      done(elsewhere, order.token(), wish.number(), well, well ? "it was" : "no switch there");
      assertThat(asked.get().statusCode()).isEqualTo(well ? 200 : 409);
      assertThat(new String(asked.get().body(), UTF_8)).contains(well ? "it was" : "no switch");
    }
  }

  @Test
  void nobody_types_too_much_and_no_stranger_does() throws Exception {
    String secret = reserved(person, "P1");
    ordered(agent);
    String keys = "/boards/P1/console/keys";
    assertThat(refusal(with(person, "POST", keys, secret, "x".repeat(4097)), 413))
        .contains("more than 4096 bytes");
    for (int i = 0; i < 9; i++) {
      with(person, "POST", keys, secret, "x".repeat(4096));
    }
    assertThat(refusal(with(person, "POST", keys, secret, "x"), 429))
        .isEqualTo("board P1 has not taken what was typed before: wait a moment");
    try (Http stranger = Http.stranger(farm)) {
      assertThat(reserve(stranger, "P2", 5).statusCode()).isEqualTo(401);
      assertThat(with(stranger, "POST", keys, secret, "x").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void only_what_fits_the_board_is_flashed() throws Exception {
    String secret = reserved(person, "P1");
    SeatOrder order = ordered(agent);
    assertThat(refusal(flash(secret, "pico.uf2", "no image".getBytes(UTF_8)), 400))
        .startsWith("pico.uf2: ");
    byte[] image = Firmware.image(PICO);
    CompletableFuture<HttpResponse<byte[]>> asked =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return flash(secret, Firmware.fileName(PICO), image);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    SeatWish wish = wishes(agent, order.token(), 0).wishes().getFirst();
    assertThat(wish.what()).isEqualTo(SeatWish.What.FLASH);
    assertThat(wish.image().orElseThrow().boardType().value()).isEqualTo(PICO.id().value());
    done(agent, order.token(), wish.number(), true, "it was written and runs");
    assertThat(asked.get().statusCode()).isEqualTo(200);
    assertThat(agent.http().get("/api/v1/artifacts/" + wish.image().get().digest()).body())
        .isEqualTo(image);
  }

  private HttpResponse<byte[]> flash(String secret, String name, byte[] image) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
            .formatted(name)
            .getBytes(UTF_8));
    body.writeBytes(image);
    body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
    return person.send(
        "POST",
        "/boards/P1/flash",
        body.toByteArray(),
        Map.of("X-Reservation", secret, "Content-Type", "multipart/form-data; boundary=b"));
  }
}
