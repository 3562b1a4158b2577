package org.hilfarm.testing.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Check runs, and what GitHub does not take for one: these are asked wrongly on purpose. */
class ChecksTest {
  private static final String PATH = "/repos/adafruit/circuitpython/check-runs";

  private FakeGitHub gitHub;
  private Browser browser;
  private Pull pull;

  @BeforeEach
  void start() throws Exception {
    gitHub = FakeGitHub.start();
    browser = new Browser(gitHub);
    pull = gitHub.events().open(Opening.newcomer("new", "a"));
  }

  @AfterEach
  void stop() {
    browser.close();
    gitHub.close();
  }

  private HttpResponse<String> create(Map<String, ?> further) throws Exception {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", "gate");
    all.put("head_sha", pull.headSha());
    all.putAll(further);
    return browser.ask("POST", PATH, browser.installation(), Json.write(all));
  }

  static Stream<Arguments> wrong() {
    Map<String, Object> annotation =
        Map.of(
            "path",
            "a",
            "start_line",
            1,
            "end_line",
            1,
            "annotation_level",
            "failure",
            "message",
            "m");
    Map<String, Object> action =
        Map.of("label", "Re-run", "description", "d", "identifier", "rerun");
    String tooLong = "x".repeat(65_536);
    return Stream.of(
        Arguments.of("status is not one of", Map.of("status", "done")),
        Arguments.of("conclusion is not one of", Map.of("conclusion", "green")),
        Arguments.of("conclusion wasn't supplied", Map.of("status", "completed")),
        Arguments.of("output.summary wasn't supplied", Map.of("output", Map.of("title", "t"))),
        Arguments.of("summary exceeds", Map.of("output", Map.of("title", "t", "summary", tooLong))),
        Arguments.of(
            "text exceeds",
            Map.of("output", Map.of("title", "t", "summary", "s", "text", tooLong))),
        Arguments.of(
            "text exceeds a maximum length of 65535 bytes",
            Map.of(
                "output", Map.of("title", "t", "summary", "s", "text", "\u2705".repeat(30_000)))),
        Arguments.of(
            "annotations has 51 items",
            Map.of(
                "output",
                Map.of(
                    "title",
                    "t",
                    "summary",
                    "s",
                    "annotations",
                    Collections.nCopies(51, annotation)))),
        Arguments.of("actions has 4 items", Map.of("actions", Collections.nCopies(4, action))),
        Arguments.of(
            "label exceeds",
            Map.of(
                "actions",
                List.of(Map.of("label", "x".repeat(21), "description", "d", "identifier", "i")))),
        Arguments.of("No commit found", Map.of("head_sha", "0".repeat(40))));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void what_github_does_not_take_is_refused_with_the_reason(String why, Map<String, ?> said)
      throws Exception {
    HttpResponse<String> answer = create(said);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(why);
    assertThat(gitHub.check(pull.headSha(), "gate")).isEmpty();
  }

  @Test
  void annotations_are_added_and_the_rest_is_replaced() throws Exception {
    Map<String, Object> annotation =
        Map.of(
            "path",
            "a",
            "start_line",
            1,
            "end_line",
            1,
            "annotation_level",
            "notice",
            "message",
            "m");
    assertThat(
            create(
                    Map.of(
                        "output",
                        Map.of("title", "1", "summary", "s", "annotations", List.of(annotation))))
                .statusCode())
        .isEqualTo(201);
    long id = gitHub.check(pull.headSha(), "gate").orElseThrow().id();
    HttpResponse<String> changed =
        browser.ask(
            "PATCH",
            PATH + "/" + id,
            browser.installation(),
            Json.write(
                Map.of(
                    "conclusion",
                    "success",
                    "output",
                    Map.of("title", "2", "summary", "s", "annotations", List.of(annotation)))));
    assertThat(changed.body()).contains("\"annotations_count\":2");
    Check check = gitHub.check(pull.headSha(), "gate").orElseThrow();
    assertThat(check.status()).isEqualTo("completed");
    assertThat(check.title()).isEqualTo("2");
    assertThat(check.requests()).isEqualTo(2);
  }

  @Test
  void a_commit_has_one_suite_and_its_list_has_the_newest_of_each_name() throws Exception {
    create(Map.of());
    create(Map.of());
    create(Map.of("name", "other"));
    String path = "/repos/adafruit/circuitpython/commits/%s/check-runs".formatted(pull.headSha());
    assertThat(browser.get(path, browser.installation()).body()).contains("\"total_count\":2");
    assertThat(browser.get(path + "?filter=all", browser.installation()).body())
        .contains("\"total_count\":3");
    assertThat(gitHub.world().checks(gitHub.upstream(), pull.headSha()))
        .extracting(Check::suite)
        .containsOnly(gitHub.world().checks(gitHub.upstream(), pull.headSha()).get(0).suite());
  }
}
