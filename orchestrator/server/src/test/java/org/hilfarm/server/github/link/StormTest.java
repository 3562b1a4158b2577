package org.hilfarm.server.github.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Loopback;
import org.hilfarm.testing.github.rest.Storm;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.CheckRun;
import org.hilfarm.wire.github.CheckRunWrite;
import org.hilfarm.wire.github.event.Pull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the farm makes of a GitHub that is not well, wants to be left alone, or is none. */
class StormTest {
  private static final String PULLS = "GET /repos/adafruit/circuitpython/pulls/1";

  private final Path folder;
  private final Linked linked;
  private final org.hilfarm.testing.github.world.Pull pull;

  StormTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    linked = new Linked(folder);
    pull = linked.gitHub().events().open(Opening.newcomer("newcomer", "fix"));
  }

  @AfterEach
  void stop() {
    linked.close();
  }

  private Answered<Pull> ask() throws InterruptedException {
    return linked.link().pulls().pull(Linked.REPOSITORY, 1, Linked.soon());
  }

  private void strike(int times, Answer answer) {
    linked
        .gitHub()
        .storm()
        .next(
            times,
            Storm.asking("GET", "/repos/adafruit/circuitpython/pulls"),
            new Storm.Trouble.Instead(answer));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void a_github_that_is_not_well_is_as_good_as_away(int status) throws Exception {
    strike(1, Answer.error(status, "Server Error"));
    assertThat(ask())
        .isInstanceOfSatisfying(
            Answered.Unreachable.class,
            u -> assertThat(u.why()).contains(PULLS, "answered " + status, "Server Error"));
    assertThat(ask()).isInstanceOf(Answered.Ok.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void who_is_told_to_stay_away_asks_nothing_meanwhile(int status) throws Exception {
    strike(1, Answer.error(status, "slow down").with("Retry-After", "90"));
    assertThat(until(ask())).isEqualTo(linked.now().plusSeconds(90));
    long asked = linked.gitHub().asked().size();
    linked.pass(Duration.ofSeconds(89));
    assertThat(ask()).isInstanceOf(Answered.Limited.class);
    assertThat(linked.gitHub().asked()).hasSize((int) asked);
    linked.pass(Duration.ofSeconds(1));
    assertThat(ask()).isInstanceOf(Answered.Ok.class);
  }

  @Test
  void a_secondary_limit_without_a_time_is_a_minute_and_then_twice_as_long() throws Exception {
    strike(2, Answer.error(403, "You have exceeded a secondary rate limit."));
    assertThat(until(ask())).isEqualTo(linked.now().plusSeconds(60));
    linked.pass(Duration.ofMinutes(1));
    assertThat(until(ask())).isEqualTo(linked.now().plusSeconds(120));
    linked.pass(Duration.ofMinutes(2));
    assertThat(ask()).isInstanceOf(Answered.Ok.class);
  }

  @Test
  void the_last_request_of_the_hour_is_known_to_be_the_last() throws Exception {
    assertThat(ask()).isInstanceOf(Answered.Ok.class);
    linked.gitHub().leaveRequests(1);
    linked.gitHub().events().push(pull);
    assertThat(ask()).isInstanceOf(Answered.Ok.class);
    long asked = linked.gitHub().asked().size();
    assertThat(until(ask())).isAfter(linked.now().plus(Duration.ofMinutes(59)));
    assertThat(linked.gitHub().asked()).hasSize((int) asked);
    linked.pass(Duration.ofMinutes(61));
    assertThat(ask()).isInstanceOf(Answered.Ok.class);
  }

  @Test
  void a_limit_that_is_said_to_last_for_ever_does_not() throws Exception {
    strike(1, Answer.error(429, "no").with("Retry-After", "999999999"));
    assertThat(until(ask())).isBefore(linked.now().plus(Duration.ofHours(2)));
  }

  @Test
  void a_refusal_for_want_of_a_permission_is_none_to_wait_for() throws Exception {
    strike(1, Answer.error(403, "Resource not accessible by integration"));
    assertThat(ask())
        .isInstanceOfSatisfying(
            Answered.Refused.class,
            no -> assertThat(no.why()).contains("Resource not accessible by integration"));
  }

  @Test
  void an_answer_that_was_lost_may_have_been_done() throws Exception {
    linked.gitHub().storm().next(1, Storm.asking("POST", "/repos/"), new Storm.Trouble.Lost());
    Checks checks = linked.link().checks();
    CheckRunWrite write =
        new CheckRunWrite(
            "gate",
            Optional.of(pull.headSha()),
            "queued",
            Optional.empty(),
            Optional.empty(),
            Optional.of("gate-1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    assertThat(checks.create(Linked.REPOSITORY, write, Linked.soon()))
        .isInstanceOf(Answered.Unreachable.class);
    assertThat(
            checks
                .ofCommit(Linked.REPOSITORY, pull.headSha(), Optional.of("gate"), Linked.soon())
                .got()
                .orElseThrow())
        .extracting(CheckRun::externalId)
        .containsExactly(Optional.of("gate-1"));
  }

  @Test
  void an_answer_that_leads_elsewhere_is_not_followed() throws Exception {
    try (Loopback trap = new Loopback("trap", 0, asked -> Answer.json(200, Map.of()))) {
      strike(1, Answer.redirect(trap.url() + "/steal"));
      assertThat(ask())
          .isInstanceOfSatisfying(
              Answered.Refused.class, no -> assertThat(no.why()).contains("302", "a redirection"));
    }
  }

  @Test
  void an_answer_that_is_none_of_githubs_is_not_believed() throws Exception {
    strike(1, Answer.page(200, "<html>Sign in to the hotel's network</html>"));
    assertThat(ask())
        .isInstanceOfSatisfying(
            Answered.Unreachable.class,
            u -> assertThat(u.why()).contains("not what GitHub's API answers"));
  }

  @Test
  void nobody_there_is_said_with_the_question_and_without_any_secret() throws Exception {
    Path key = folder.resolve("app.pem");
    try (GitHubLink alone =
        new GitHubLink(
            URI.create("http://127.0.0.1:1"), AppKey.read("7", key), () -> Instant.EPOCH)) {
      Answered<Pull> answered =
          alone.pulls().pull(Linked.REPOSITORY, 1, Deadline.after(Duration.ofSeconds(10)));
      assertThat(answered)
          .isInstanceOfSatisfying(
              Answered.Unreachable.class,
              u ->
                  assertThat(u.why())
                      .contains("GET /repos/adafruit/circuitpython/installation")
                      .doesNotContain("Bearer", "eyJ"));
    }
  }

  @Test
  void an_installation_that_is_suspended_says_so() throws Exception {
    strikeInstallation();
    assertThat(ask())
        .isInstanceOfSatisfying(
            Answered.Refused.class, no -> assertThat(no.why()).contains("suspended"));
  }

  private void strikeInstallation() {
    Map<String, Object> suspended =
        Map.of(
            "id",
            1,
            "account",
            Map.of("id", 1, "login", "adafruit"),
            "permissions",
            Map.of(),
            "suspended_at",
            "2026-01-01T00:00:00Z");
    linked
        .gitHub()
        .storm()
        .next(
            1,
            asked -> asked.path().endsWith("/installation"),
            new Storm.Trouble.Instead(Answer.json(200, suspended)));
  }

  private static Instant until(Answered<?> answered) {
    assertThat(answered).isInstanceOf(Answered.Limited.class);
    return ((Answered.Limited<?>) answered).until();
  }
}
