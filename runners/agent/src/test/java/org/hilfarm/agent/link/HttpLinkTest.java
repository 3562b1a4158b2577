package org.hilfarm.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hilfarm.agent.ScriptedOrchestrator.answer;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.hilfarm.agent.ScriptedOrchestrator;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.Renewal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpLinkTest {
  private final ScriptedOrchestrator orchestrator = new ScriptedOrchestrator(0);
  private final HttpLink link =
      new HttpLink(
          orchestrator.url(), Optional.of(new BearerToken(ScriptedOrchestrator.TOKEN)), "test");

  HttpLinkTest() throws IOException {}

  @AfterEach
  void close() {
    link.close();
    orchestrator.close();
  }

  @Test
  void a_refusal_carries_the_orchestrators_words_made_printable() throws Exception {
    orchestrator.twist = says(400, "{\"problems\":[\"a\\u001b[31mb.uf2: too long\"]}");
    assertThat(link.exchange(Call.get("/x")))
        .isInstanceOfSatisfying(
            Answer.Refusal.class,
            r -> assertThat(r.text()).isEqualTo("refused with 400: a.[31mb.uf2: too long"));
  }

  @Test
  void a_failing_orchestrator_may_be_asked_again() {
    orchestrator.twist = says(503, "starting");
    assertThatThrownBy(() -> link.exchange(Call.get("/x")))
        .isInstanceOf(UnreachableException.class)
        .hasMessage("GET " + base() + "/x: answered 503: starting");
  }

  @Test
  void an_answer_that_never_ends_is_given_up_on() {
    CountDownLatch never = new CountDownLatch(1);
    orchestrator.twist =
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('[');
          exchange.getResponseBody().flush();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return true;
        };
    assertThatThrownBy(() -> link.exchange(Call.get("/x").within(Duration.ofMillis(200))))
        .isInstanceOf(UnreachableException.class)
        .hasMessage("GET " + base() + "/x: no whole answer within 200 ms");
  }

  @Test
  void an_answer_longer_than_its_limit_is_cut_off() {
    orchestrator.twist = says(200, "x".repeat(5000));
    assertThatThrownBy(() -> link.exchange(Call.get("/x").atMost(1000)))
        .isInstanceOf(UnreachableException.class)
        .hasMessageEndingWith("the answer is longer than 1000 bytes");
  }

  @Test
  void nobody_listening_is_said_with_advice() {
    String base = base();
    orchestrator.close();
    assertThatThrownBy(() -> link.exchange(Call.get("/x")))
        .isInstanceOf(UnreachableException.class)
        .hasMessage(
            "GET "
                + base
                + "/x: cannot connect; is the orchestrator running, and is the address"
                + " right?");
  }

  @Test
  void an_answer_that_is_no_such_message_counts_as_none() throws Exception {
    for (String nonsense : new String[] {"", "null", "<html>", "[".repeat(5000), "{\"x\":1}"}) {
      orchestrator.twist = says(200, nonsense);
      Answer answer = link.exchange(Call.get("/x"));
      assertThat(answer).isInstanceOf(Answer.Ok.class);
      if (answer instanceof Answer.Ok ok) {
        assertThatThrownBy(() -> ok.as(Hello.class))
            .isInstanceOf(UnreachableException.class)
            .hasMessageContaining("answered 200 with something that is no Hello: ");
      }
    }
  }

  @Test
  void a_wrong_token_is_refused_with_advice_and_never_shown() {
    BearerToken wrong = new BearerToken("some-other-token");
    assertThat(wrong.toString()).doesNotContain("other");
    try (HttpLink other = new HttpLink(URI.create(base()), Optional.of(wrong), "wrong")) {
      assertThatThrownBy(
              () ->
                  new RackLink(other)
                      .renew(
                          new Renewal(new LeaseToken(1), Progress.waiting(1)),
                          Duration.ofSeconds(10)))
          .isInstanceOf(RefusedException.class)
          .hasMessageEndingWith(
              "refused with 401: no such token (is this the token file that this orchestrator"
                  + " wrote?)");
    }
  }

  private String base() {
    String url = orchestrator.url().toString();
    return url.substring(0, url.length() - 1);
  }

  private static ScriptedOrchestrator.Twist says(int status, String body) {
    return exchange -> {
      answer(exchange, status, body);
      return true;
    };
  }
}
