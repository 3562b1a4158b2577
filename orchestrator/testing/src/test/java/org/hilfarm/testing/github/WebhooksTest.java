package org.hilfarm.testing.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hilfarm.testing.contract.Contract;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.hook.Delivery;
import org.hilfarm.testing.github.hook.Signature;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.MergeGroup;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks; all of them under GitHub's own schemas. */
class WebhooksTest {
  private FakeGitHub gitHub;
  private Ear ear;

  @BeforeEach
  void start() throws Exception {
    gitHub = new FakeGitHub(FakeGitHub.Setup.usual().watchedBy(Contract.watcher()));
    ear = new Ear();
    gitHub.hookTo(ear.url());
  }

  @AfterEach
  void stop() {
    ear.close();
    gitHub.close();
  }

  @Test
  void the_signature_is_that_of_githubs_own_example() {
    assertThat(Signature.of("It's a Secret to Everybody", "Hello, World!".getBytes(UTF_8)))
        .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }

  @Test
  void all_that_people_do_is_told_as_the_schemas_have_it() throws Exception {
    Events events = gitHub.events();
    Pull pull = events.label(events.push(events.open(Opening.newcomer("new", "a"))), "hil-ok", "x");
    Pull own =
        events.open(
            new Opening("adafruit/circuitpython", "own", "Own", "MEMBER", List.of("main.c")));
    for (Pull each : List.of(pull, own)) {
      WorkflowRun run = events.begin(events.build(each));
      events.rerun(events.complete(run, "failure"));
      Check check = failed(each);
      events.check("created", check);
      events.check("completed", check);
      events.action(check, "rerun_all", "writer");
      events.rerun(check, "writer");
      events.rerunAll(check, each, "writer");
      events.reopen(events.close(each));
    }
    MergeGroup group = events.enqueue(pull);
    events.complete(events.build(group), "success");
    events.destroy(group, "merged");
    events.merge(pull);
    events.installation("created");
    events.installationRepositories("added");
    events.installationRepositories("removed");
    gitHub.deliveries().settle();

    assertThat(ear.heard())
        .extracting(a -> a.header("x-github-event").orElse(""))
        .contains(
            "pull_request",
            "workflow_run",
            "check_run",
            "check_suite",
            "merge_group",
            "installation",
            "installation_repositories");
    assertThat(gitHub.deliveries().attempts()).allMatch(Delivery::taken).hasSizeGreaterThan(30);
  }

  private Check failed(Pull pull) {
    return gitHub
        .world()
        .check(
            gitHub.upstream(),
            pull.headSha(),
            Map.of(
                "name",
                "hil-test / gate",
                "status",
                "completed",
                "conclusion",
                "failure",
                "details_url",
                "http://127.0.0.1/runs/1"));
  }

  @Test
  void a_fork_s_run_names_no_pull_request_and_an_own_branch_s_does() throws Exception {
    gitHub.events().build(gitHub.events().open(Opening.newcomer("new", "a")));
    assertThat(pulls(ear.heard().getLast())).isEqualTo(List.of());
    gitHub
        .events()
        .build(
            gitHub
                .events()
                .open(new Opening("adafruit/circuitpython", "own", "Own", "MEMBER", List.of())));
    assertThat(pulls(ear.heard().getLast()))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  private static Object pulls(Asked heard) throws Exception {
    Map<String, Object> payload = Check.objects(Json.read(heard.body(), Object.class));
    return Check.objects(payload.get("workflow_run")).getOrDefault("pull_requests", "none");
  }

  @Test
  void what_is_sent_is_signed_and_says_whose_it_is() {
    gitHub.events().open(Opening.newcomer("new", "a"));
    Asked heard = ear.heard().getFirst();
    assertThat(heard.header("x-hub-signature-256"))
        .contains(Signature.of(FakeGitHub.SECRET, heard.body().getBytes(UTF_8)));
    assertThat(heard.header("x-github-hook-installation-target-id"))
        .contains(Long.toString(gitHub.app().id()));
    assertThat(heard.header("content-type")).contains("application/json");
  }

  @Test
  void what_nobody_took_is_on_record_and_keeps_its_id_when_it_is_sent_again() throws Exception {
    ear.answers(503);
    gitHub.events().open(Opening.newcomer("new", "a"));
    Delivery lost = gitHub.deliveries().attempts().getFirst();
    assertThat(lost.taken()).isFalse();

    ear.answers(202);
    try (Browser browser = new Browser(gitHub)) {
      String attempts = "/app/hook/deliveries";
      assertThat(Browser.list(browser.get(attempts + "?per_page=100", browser.app())))
          .singleElement()
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsEntry("status_code", 503)
          .containsEntry("guid", lost.guid());
      assertThat(browser.get(attempts + "/" + lost.id(), browser.app()).statusCode())
          .isEqualTo(200);
      assertThat(
              browser
                  .ask("POST", attempts + "/" + lost.id() + "/attempts", browser.app(), "")
                  .statusCode())
          .isEqualTo(202);
    }
    gitHub.deliveries().settle();
    Delivery again = gitHub.deliveries().attempts().getLast();
    assertThat(again.taken()).isTrue();
    assertThat(again.again()).isTrue();
    assertThat(again.guid()).isEqualTo(lost.guid());
    assertThat(ear.heard()).hasSize(2);
    assertThat(ear.heard().get(1).body()).isEqualTo(ear.heard().get(0).body());
  }

  @Test
  void where_nobody_listens_the_attempt_is_on_record_all_the_same() {
    ear.close();
    gitHub.events().open(Opening.newcomer("new", "a"));
    assertThat(gitHub.deliveries().attempts())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.taken()).isFalse();
              assertThat(d.status()).isZero();
            });
  }
}
