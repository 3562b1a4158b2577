package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.SeatCalls.done;
import static org.hilfarm.server.fixture.SeatCalls.end;
import static org.hilfarm.server.fixture.SeatCalls.ordered;
import static org.hilfarm.server.fixture.SeatCalls.refusal;
import static org.hilfarm.server.fixture.SeatCalls.reserved;
import static org.hilfarm.server.fixture.SeatCalls.seats;
import static org.hilfarm.server.fixture.SeatCalls.wishes;
import static org.hilfarm.server.fixture.SeatCalls.with;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.fixture.Browser;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.ReservationView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What came of a power cycle that somebody wanted, for them and for who looks at the board. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class WishTest {
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http person;

  WishTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    farm = Orchestrator.start(Farms.withPages(folder, postgres.fresh()));
    agent = new FakeAgent(farm);
    person = Http.operator(farm);
  }

  @BeforeEach
  void the_rack_is_there_and_its_agent_asks() throws Exception {
    agent.hello(board(PICO, "P1"));
    assertThat(seats(agent, 0).statusCode()).isEqualTo(204);
  }

  @AfterEach
  void close() {
    person.close();
    agent.close();
    farm.close();
  }

  private CompletableFuture<HttpResponse<byte[]>> powered(String secret) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return with(person, "POST", "/boards/P1/power", secret, "");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private HttpResponse<byte[]> look(String secret, String number) throws Exception {
    return with(person, "GET", "/boards/P1/reservation/wishes/" + number, secret, "");
  }

  private ReservationView.Done came(String secret, long number) throws Exception {
    HttpResponse<byte[]> answer = look(secret, Long.toString(number));
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    return Json.read(answer.body(), ReservationView.Done.class);
  }

  private String page() throws Exception {
    return new String(person.page("/boards/P1").body(), UTF_8);
  }

  @Test
  void it_is_told_by_its_number_and_on_the_boards_page_also_where_it_failed() throws Exception {
    String secret = reserved(person, "P1");
    LeaseToken token = ordered(agent).token();
    assertThat(page()).doesNotContain("What people had done to it");
    for (boolean well : new boolean[] {true, false}) {
      CompletableFuture<HttpResponse<byte[]>> asked = powered(secret);
      long number = wishes(agent, token, 0).wishes().getFirst().number();
      assertThat(page())
          .contains("What people had done to it", "its power cut for a moment")
          .contains("<span class=\"pill running\">running</span>");
      done(agent, token, number, well, well ? "it was" : "no <b>switch</b>\u202e there");
      assertThat(came(secret, number))
          .isEqualTo(
              new ReservationView.Done(
                  true, well, number, well ? "it was" : "no <b>switch</b>\u202e there"));
      assertThat(asked.get().statusCode()).isEqualTo(well ? 200 : 409);
    }
    assertThat(page())
        .contains("<span class=\"pill done\">done</span> it was")
        .contains("<span class=\"pill failed\">failed</span> no &lt;b&gt;switch&lt;/b&gt;")
        .doesNotContain("pill running", "\u202e");
  }

  @Test
  void what_was_not_done_when_the_reservation_ended_is_told_to_have_failed() throws Exception {
    String secret = reserved(person, "P1");
    LeaseToken token = ordered(agent).token();
    CompletableFuture<HttpResponse<byte[]>> asked = powered(secret);
    long number = wishes(agent, token, 0).wishes().getFirst().number();
    with(person, "DELETE", "/boards/P1/reservation", secret, "");
    end(agent, token, true);
    String why = "the reservation ended before it was done";
    assertThat(refusal(asked.get(), 409)).isEqualTo(why);
    assertThat(came(secret, number)).isEqualTo(new ReservationView.Done(true, false, number, why));
    assertThat(page()).contains("<span class=\"pill failed\">failed</span> " + why);
  }

  @Test
  void nobody_is_told_of_what_is_not_theirs_or_never_was() throws Exception {
    String secret = reserved(person, "P1");
    LeaseToken token = ordered(agent).token();
    with(person, "POST", "/boards/P1/console/keys", secret, "x");
    assertThat(wishes(agent, token, 0).wishes()).hasSize(1);
    assertThat(refusal(look(secret, "1"), 404))
        .isEqualTo("in this reservation neither a power cycle nor an image has the number 1");
    assertThat(refusal(look("guess", "1"), 403)).startsWith("this is not what board P1");
    assertThat(refusal(look(secret, "one"), 404))
        .isEqualTo("wishes have numbers, and this is none");
    try (Browser stranger = Browser.elsewhere(farm, "203.0.113.7")) {
      stranger.says("X-Reservation", secret);
      assertThat(stranger.get("/boards/P1/reservation/wishes/1").statusCode()).isEqualTo(303);
    }
  }
}
