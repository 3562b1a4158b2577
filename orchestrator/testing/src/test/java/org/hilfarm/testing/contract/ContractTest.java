package org.hilfarm.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.rest.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GitHub's own descriptions are there, and they have teeth. */
class ContractTest {
  private static final Map<String, String> USUAL =
      Map.of("accept", "application/vnd.github+json", "x-github-api-version", "2022-11-28");

  private Contract contract;

  @BeforeEach
  void the_descriptions_are_set_up() {
    assertThat(Octokit.isRequired(System.getenv()) && Octokit.here().isEmpty())
        .as(Octokit.ADVICE)
        .isFalse();
    assumeThat(Octokit.here()).as(Octokit.ADVICE).isPresent();
    contract = Contract.here().orElseThrow();
  }

  private void asked(String method, String path, String body, Answer answer) {
    contract.asked(new Asked(method, path, Map.of(), USUAL, body), answer);
  }

  @Test
  void a_path_that_github_has_not_or_the_farm_may_not_ask_is_a_breach() {
    asked("GET", "/repos/a/b/pullz", "", Answer.json(200, List.of()));
    assertThat(contract.violations()).singleElement().asString().contains("none of the paths");
  }

  @Test
  void a_request_that_is_not_as_described_is_a_breach() {
    asked(
        "POST",
        "/repos/a/b/check-runs",
        "{\"name\":\"gate\",\"head_sha\":\"x\",\"status\":\"done\"}",
        Answer.error(422, "no"));
    assertThat(contract.violations()).singleElement().asString().contains("status", "request");
  }

  @Test
  void an_answer_that_is_not_as_described_is_a_breach() {
    asked("GET", "/repos/a/b/actions/runs/1", "", Answer.json(200, Map.of("id", 1)));
    assertThat(contract.violations())
        .singleElement()
        .asString()
        .contains("answer 200", "head_branch");
  }

  @Test
  void an_answer_of_a_status_that_is_not_described_is_a_breach() {
    asked("GET", "/repos/a/b/actions/runs/1", "", Answer.empty(204));
    assertThat(contract.violations()).singleElement().asString().contains("no such answer");
  }

  @Test
  void trouble_is_told_as_described_also_where_a_storm_makes_it_up() {
    String pull = "/repos/a/b/pulls/1";
    asked("GET", pull, "", Answer.error(500, "Server Error"));
    asked("GET", pull, "", Answer.error(429, "slow down"));
    assertThat(contract.violations()).isEmpty();
    asked("GET", pull, "", Answer.json(500, Map.of("message", 5)).with(Api.MADE_UP, "yes"));
    asked("GET", pull, "", Answer.json(429, List.of()).with(Api.MADE_UP, "yes"));
    asked("GET", pull, "", Answer.json(401, "no"));
    asked("GET", pull, "", Answer.page(502, "<html>"));
    assertThat(contract.violations()).hasSize(4);
    assertThat(contract.violations().get(0)).contains("answer 500", "message");
    assertThat(contract.violations().get(1)).contains("answer 429", "object");
  }

  @Test
  void what_a_storm_makes_up_beside_trouble_is_held_to_nothing() {
    String pull = "/repos/a/b/pulls/1";
    asked("GET", pull, "", Answer.page(502, "<html>").with(Api.MADE_UP, "yes"));
    asked("GET", pull, "", Answer.json(200, Map.of()).with(Api.MADE_UP, "yes"));
    asked("GET", pull, "", Answer.redirect("http://elsewhere").with(Api.MADE_UP, "yes"));
    assertThat(contract.violations()).isEmpty();
  }

  @Test
  void a_request_without_the_body_it_needs_is_a_breach() {
    asked("PATCH", "/repos/a/b/check-runs/1", "", Answer.error(422, "no"));
    assertThat(contract.violations()).singleElement().asString().contains("it needs a body");
  }

  @Test
  void a_known_path_may_be_asked_in_the_known_way_only() {
    asked("DELETE", "/repos/a/b", "", Answer.error(404, "Not Found"));
    assertThat(contract.violations()).singleElement().asString().contains("none of the paths");
  }

  @Test
  void a_parameter_that_is_not_described_is_a_breach() {
    contract.asked(
        new Asked(
            "GET",
            "/repos/a/b/actions/runs",
            Map.of("headsha", List.of("x"), "per_page", List.of("many")),
            USUAL,
            ""),
        Answer.json(200, Map.of("total_count", 0, "workflow_runs", List.of())));
    assertThat(contract.violations())
        .hasSize(2)
        .anyMatch(v -> v.contains("no parameter headsha"))
        .anyMatch(v -> v.contains("per_page may not be [many]"));
  }

  @Test
  void a_request_without_the_version_it_is_written_for_is_a_breach() {
    contract.asked(
        new Asked("GET", "/rate_limit", Map.of(), Map.of(), ""), Answer.error(403, "no"));
    assertThat(contract.violations()).hasSize(2);
  }

  @Test
  void a_webhook_that_is_not_as_its_schema_has_it_is_a_breach() {
    contract.sends("workflow_run", "{\"action\":\"completed\"}");
    contract.sends("workflow_walk", "{}");
    assertThat(contract.violations())
        .hasSize(2)
        .anyMatch(v -> v.contains("workflow_run") && v.contains("repository"))
        .anyMatch(v -> v.contains("GitHub has no webhook workflow_walk"));
  }

  @Test
  void a_breach_fails_the_test_that_ends_with_it() {
    contract.ended();
    contract.sends("workflow_walk", "{}");
    assertThatThrownBy(contract::ended)
        .isInstanceOf(ContractBrokenException.class)
        .hasMessageContaining("1 breach(es)")
        .hasMessageContaining("workflow_walk");
  }

  @Test
  void all_examples_of_webhooks_can_be_had() {
    List<Octokit.Example> examples = Octokit.here().orElseThrow().examples();
    assertThat(examples).hasSizeGreaterThan(250);
    assertThat(examples).extracting(Octokit.Example::event).contains("workflow_run", "ping");
    assertThat(examples).allMatch(e -> e.payload().startsWith("{"));
  }

  @Test
  void githubs_own_examples_keep_its_schemas_but_for_five_that_are_older(@TempDir Path empty) {
    assertThat(Octokit.in(empty)).isEmpty();
    Octokit.here().orElseThrow().examples().stream()
        .filter(e -> List.of("workflow_run", "pull_request", "check_run").contains(e.event()))
        .forEach(e -> contract.sends(e.event(), e.payload()));
    assertThat(contract.violations()).hasSize(5);
  }
}
