package org.hilfarm.testing.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.hilfarm.testing.contract.Contract;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.world.Artifact;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST API; all of it under GitHub's own description, but for what is asked wrongly. */
class ApiTest {
  private static final String REPO = "/repos/adafruit/circuitpython";

  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicLong ticks = new AtomicLong();
  private FakeGitHub gitHub;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    gitHub = new FakeGitHub(FakeGitHub.Setup.usual().watchedBy(Contract.watcher()));
    browser = new Browser(gitHub);
  }

  @AfterEach
  void stop() {
    browser.close();
    gitHub.close();
  }

  @Test
  void everything_that_can_be_asked_is_answered_as_the_description_has_it() throws Exception {
    Pull pull = gitHub.events().open(Opening.newcomer("newcomer", "fix"));
    WorkflowRun run = gitHub.events().build(pull);
    Artifact artifact = gitHub.events().upload(run, "raspberry_pi_pico", new byte[] {1});
    gitHub.events().complete(run, "success");
    String token = browser.installation();
    browser.ask(
        "POST",
        REPO + "/check-runs",
        token,
        Json.write(Map.of("name", "hil-test / gate", "head_sha", pull.headSha())));
    long check = gitHub.check(pull.headSha(), "hil-test / gate").orElseThrow().id();
    List<String> paths =
        List.of(
            "/installation/repositories",
            "/rate_limit",
            REPO,
            REPO + "/pulls?state=open&head=newcomer:fix&sort=updated&direction=desc",
            REPO + "/pulls/1",
            REPO + "/pulls/1/files",
            REPO + "/pulls/1/commits",
            REPO + "/collaborators/newcomer/permission",
            REPO + "/actions/runs?event=pull_request&status=completed&head_sha=" + pull.headSha(),
            REPO + "/actions/workflows/build.yml/runs?created=%3E%3D2020-01-01T00:00:00Z",
            REPO + "/actions/runs/" + run.id(),
            REPO + "/actions/runs/%d/artifacts?name=raspberry_pi_pico".formatted(run.id()),
            REPO + "/check-runs/" + check,
            REPO + "/commits/%s/check-runs?filter=all&app_id=1".formatted(pull.headSha()));
    for (String path : paths) {
      assertThat(browser.get(path, token).statusCode()).as(path).isEqualTo(200);
    }
    String zip = REPO + "/actions/artifacts/%d/zip".formatted(artifact.id());
    assertThat(browser.get(zip, token).statusCode()).isEqualTo(302);
  }

  @Test
  void what_an_app_asks_as_itself_is_answered_as_the_description_has_it() throws Exception {
    for (String path :
        List.of(
            "/app",
            "/app/installations/" + gitHub.app().installation(),
            "/app/hook/deliveries?per_page=100",
            REPO + "/installation")) {
      assertThat(browser.get(path, browser.app()).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void the_app_can_ask_not_to_be_given_a_suite_for_each_push() throws Exception {
    String token = browser.installation();
    String preferences =
        Json.write(
            Map.of(
                "auto_trigger_checks",
                List.of(Map.of("app_id", gitHub.app().id(), "setting", false))));
    assertThat(
            browser
                .ask("PATCH", REPO + "/check-suites/preferences", token, preferences)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void an_artifact_is_had_from_the_storage_for_a_minute_and_without_a_token() throws Exception {
    WorkflowRun run =
        gitHub.events().build(gitHub.events().open(Opening.newcomer("newcomer", "fix")));
    Artifact artifact = gitHub.events().upload(run, "pico", "a zip".getBytes(UTF_8));
    HttpResponse<String> sent =
        browser.get(
            REPO + "/actions/artifacts/%d/zip".formatted(artifact.id()), browser.installation());
    String location = sent.headers().firstValue("Location").orElseThrow();

    assertThat(location).startsWith(gitHub.storageUrl());
    assertThat(browser.open(location).body()).isEqualTo("a zip");
    assertThat(browser.open(location, "Authorization", "Bearer x").statusCode()).isEqualTo(400);
    assertThat(browser.open(location + "0").statusCode()).isEqualTo(403);
  }

  @Test
  void an_expired_artifact_is_gone() throws Exception {
    WorkflowRun run =
        gitHub.events().build(gitHub.events().open(Opening.newcomer("newcomer", "fix")));
    Artifact artifact = gitHub.events().upload(run, "pico", new byte[] {1}, Artifact.Lies.EXPIRED);
    assertThat(
            browser
                .get(
                    REPO + "/actions/artifacts/%d/zip".formatted(artifact.id()),
                    browser.installation())
                .statusCode())
        .isEqualTo(410);
  }

  @Test
  void a_page_leads_to_the_next_one() throws Exception {
    for (int i = 0; i < 3; i++) {
      gitHub.events().open(Opening.newcomer("newcomer", "fix" + i));
    }
    HttpResponse<String> first = browser.get(REPO + "/pulls?per_page=2", browser.installation());
    assertThat(Browser.list(first)).hasSize(2);
    assertThat(first.headers().firstValue("Link").orElseThrow()).contains("page=2>; rel=\"next\"");
    HttpResponse<String> second =
        browser.get(REPO + "/pulls?per_page=2&page=2", browser.installation());
    assertThat(Browser.list(second)).hasSize(1);
    assertThat(second.headers().firstValue("Link")).isEmpty();
  }

  @Test
  void the_next_page_is_one_of_the_same_list() throws Exception {
    for (int i = 0; i < 3; i++) {
      Pull pull = gitHub.events().open(Opening.newcomer("newcomer", "fix" + i));
      gitHub.events().close(pull);
    }
    HttpResponse<String> first =
        browser.get(REPO + "/pulls?state=closed&per_page=2", browser.installation());
    assertThat(first.headers().firstValue("Link").orElseThrow())
        .contains("/pulls?state=closed&per_page=2&page=2>; rel=\"next\"");
  }

  @Test
  void a_pull_request_s_last_change_is_told_with_it_whatever_was_changed() throws Exception {
    try (FakeGitHub later =
        new FakeGitHub(FakeGitHub.Setup.usual().by(() -> EPOCH.plusSeconds(ticks.addAndGet(60))))) {
      Pull opened = later.events().open(Opening.newcomer("newcomer", "fix"));
      Pull pushed = later.events().push(opened);
      Pull closed = later.events().close(opened);
      Pull labelled = later.events().label(opened, "bug", "tannewt");
      assertThat(List.of(opened, pushed, closed, labelled))
          .extracting(Pull::updated)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(labelled.standing().state()).isEqualTo(Pull.State.CLOSED);
    }
  }

  @Test
  void a_workflow_that_never_ran_has_no_runs_and_one_that_is_none_is_not_there() throws Exception {
    String workflows = REPO + "/actions/workflows/";
    String token = browser.installation();
    assertThat(browser.get(workflows + "build.yml/runs", token).body())
        .contains("\"total_count\":0");
    assertThat(browser.get(workflows + "other.yml/runs", token).statusCode()).isEqualTo(404);
  }

  @Test
  void what_has_not_changed_is_not_sent_again_and_costs_nothing() throws Exception {
    String token = browser.installation();
    HttpResponse<String> first = browser.get(REPO, token);
    HttpResponse<String> again =
        browser.ask(
            "GET",
            REPO,
            token,
            "",
            "If-None-Match",
            first.headers().firstValue("ETag").orElseThrow());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("X-RateLimit-Remaining"))
        .isEqualTo(first.headers().firstValue("X-RateLimit-Remaining"));
  }

  @Test
  void a_token_may_do_what_it_was_asked_for_and_no_more() throws Exception {
    String reading = browser.installation(Map.of("permissions", Map.of("actions", "read")));
    assertThat(browser.get(REPO + "/actions/runs", reading).statusCode()).isEqualTo(200);
    assertThat(browser.get(REPO + "/pulls", reading).statusCode()).isEqualTo(403);
    gitHub.world().repository("somebody/else", false);
    String all = browser.installation();
    assertThat(browser.get("/repos/somebody/else/pulls", all).statusCode()).isEqualTo(404);
    assertThat(
            browser
                .ask(
                    "POST",
                    "/app/installations/%d/access_tokens".formatted(gitHub.app().installation()),
                    browser.app(),
                    Json.write(Map.of("permissions", Map.of("administration", "write"))))
                .statusCode())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "a.b.c", "ghs_unknown"})
  void a_token_that_is_none_opens_nothing(String token) throws Exception {
    assertThat(browser.get(REPO + "/pulls", token).statusCode()).isEqualTo(401);
    assertThat(browser.get("/app", token).statusCode()).isEqualTo(401);
  }

  @Test
  void a_storm_strikes_so_many_times_and_is_over() throws Exception {
    String token = browser.installation();
    gitHub.storm().next(1, 500).limited(1, 429, Duration.ofSeconds(7));
    assertThat(browser.get(REPO, token).statusCode()).isEqualTo(500);
    HttpResponse<String> limited = browser.get(REPO, token);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).contains("7");
    assertThat(browser.get(REPO, token).statusCode()).isEqualTo(200);
    assertThat(gitHub.storm().struck()).hasSize(2);
  }

  @Test
  void whoever_has_asked_too_often_waits_for_the_hour() throws Exception {
    String token = browser.installation();
    assertThat(browser.get(REPO, token).statusCode()).isEqualTo(200);
    gitHub.leaveRequests(0);
    HttpResponse<String> spent = browser.get(REPO, token);
    assertThat(spent.statusCode()).isEqualTo(403);
    assertThat(spent.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    HttpResponse<String> left = browser.get("/rate_limit", token);
    assertThat(left.statusCode()).isEqualTo(200);
    assertThat(left.body()).contains("\"remaining\":0");
  }

  @Test
  void another_token_of_the_same_installation_has_no_hour_of_its_own() throws Exception {
    String token = browser.installation();
    String other = browser.installation();
    assertThat(browser.get(REPO, token).statusCode()).isEqualTo(200);
    HttpResponse<String> second = browser.get(REPO, other);
    assertThat(second.headers().firstValue("X-RateLimit-Used")).contains("2");
  }
}
