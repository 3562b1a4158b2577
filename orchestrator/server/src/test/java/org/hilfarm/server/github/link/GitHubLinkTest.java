package org.hilfarm.server.github.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.wire.github.Artifacts;
import org.hilfarm.wire.github.CheckRun;
import org.hilfarm.wire.github.CheckRunWrite;
import org.hilfarm.wire.github.HookDelivery;
import org.hilfarm.wire.github.Permission;
import org.hilfarm.wire.github.PullCommit;
import org.hilfarm.wire.github.PullFile;
import org.hilfarm.wire.github.event.Account;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the farm asks GitHub, and what it makes of the answers. */
class GitHubLinkTest {
  private final Linked linked;
  private Pull pull;
  private WorkflowRun run;

  GitHubLinkTest(@TempDir Path folder) throws IOException {
    linked = new Linked(folder);
  }

  @BeforeEach
  void a_pull_request_from_a_fork_is_built() {
    pull = linked.gitHub().events().open(Opening.newcomer("newcomer", "fix"));
    run = linked.gitHub().events().build(pull);
    linked.gitHub().events().upload(run, "raspberry_pi_pico", new byte[] {1, 2, 3});
    run = linked.gitHub().events().complete(run, "success");
  }

  @AfterEach
  void stop() {
    linked.close();
  }

  private CheckRunWrite check(String status, Optional<String> conclusion) {
    return new CheckRunWrite(
        "hil-test / gate",
        Optional.of(pull.headSha()),
        status,
        conclusion,
        Optional.of("https://farm.example/runs/1"),
        Optional.of("gate-1"),
        Optional.of(linked.now()),
        conclusion.map(c -> linked.now()),
        Optional.of(
            new CheckRunWrite.Output(
                "A title",
                "A summary",
                Optional.empty(),
                List.of(
                    new CheckRunWrite.Annotation(
                        ".github", 1, 1, "failure", "It broke", Optional.of("Broken"))))),
        List.of(new CheckRunWrite.Action("Re-run all", "All of it", "rerun_all")));
  }

  private static <T> T got(Answered<T> answered) {
    assertThat(answered).isInstanceOf(Answered.Ok.class);
    return answered.got().orElseThrow();
  }

  @Test
  void runs_and_their_artifacts_are_read() throws Exception {
    Runs runs = linked.link().runs();
    assertThat(got(runs.list(Linked.REPOSITORY, Runs.Wanted.of(pull.headSha()), Linked.soon())))
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.id()).isEqualTo(run.id());
              assertThat(r.path()).contains(".github/workflows/build.yml");
              assertThat(r.conclusion()).contains("success");
              assertThat(r.headRepository().orElseThrow().fullName())
                  .isEqualTo("newcomer/circuitpython");
            });
    assertThat(
            got(
                runs.list(
                    Linked.REPOSITORY,
                    Runs.Wanted.since("build.yml", linked.now().plusSeconds(1)),
                    Linked.soon())))
        .isEmpty();
    assertThat(got(runs.run(Linked.REPOSITORY, run.id(), Linked.soon())).headSha())
        .isEqualTo(pull.headSha());
    assertThat(got(runs.artifacts(Linked.REPOSITORY, run.id(), Linked.soon())))
        .extracting(Artifacts.Artifact::name, Artifacts.Artifact::size)
        .containsExactly(tuple("raspberry_pi_pico", 3L));
  }

  @Test
  void pull_requests_and_what_people_may_do_are_read() throws Exception {
    Pulls pulls = linked.link().pulls();
    assertThat(got(pulls.open(Linked.REPOSITORY, Optional.of("newcomer:fix"), Linked.soon())))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.head().sha()).isEqualTo(pull.headSha());
              assertThat(p.association()).contains("FIRST_TIME_CONTRIBUTOR");
            });
    assertThat(got(pulls.repository(Linked.REPOSITORY, Linked.soon())).id())
        .isEqualTo(linked.gitHub().upstream().id());
    assertThat(got(pulls.open(Linked.REPOSITORY, Optional.of("other:fix"), Linked.soon())))
        .isEmpty();
    assertThat(got(pulls.pull(Linked.REPOSITORY, pull.number(), Linked.soon())).state())
        .isEqualTo("open");
    assertThat(got(pulls.files(Linked.REPOSITORY, pull.number(), Linked.soon())))
        .extracting(PullFile::filename)
        .containsExactly("shared-bindings/time/__init__.c");
    assertThat(got(pulls.commits(Linked.REPOSITORY, pull.number(), Linked.soon())))
        .extracting(PullCommit::sha)
        .containsExactly(pull.headSha());
    linked.gitHub().world().permit(linked.gitHub().upstream(), "tannewt", "maintain");
    assertThat(got(pulls.permission(Linked.REPOSITORY, "tannewt", Linked.soon())).writes())
        .isTrue();
    assertThat(got(pulls.permission(Linked.REPOSITORY, "newcomer", Linked.soon())).writes())
        .isFalse();
    assertThat(pulls.permission(Linked.REPOSITORY, "../../x", Linked.soon()))
        .isInstanceOf(Answered.NotFound.class);
    assertThat(linked.asked("GET /repos/adafruit/circuitpython/collaborators/")).isEqualTo(3);
  }

  @Test
  void a_check_is_made_changed_and_found_again() throws Exception {
    Checks checks = linked.link().checks();
    CheckRun made =
        got(
            checks.create(
                Linked.REPOSITORY, check("in_progress", Optional.empty()), Linked.soon()));
    CheckRun changed =
        got(
            checks.update(
                Linked.REPOSITORY,
                made.id(),
                check("completed", Optional.of("failure")),
                Linked.soon()));
    assertThat(changed.output().annotations()).isEqualTo(2);
    assertThat(
            got(
                checks.ofCommit(
                    Linked.REPOSITORY,
                    pull.headSha(),
                    Optional.of("hil-test / gate"),
                    Linked.soon())))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.externalId()).contains("gate-1");
              assertThat(c.conclusion()).contains("failure");
              assertThat(c.app().orElseThrow().id()).isEqualTo(linked.gitHub().app().id());
            });
  }

  @Test
  void what_github_does_not_take_is_refused_with_its_reason() throws Exception {
    assertThat(
            linked
                .link()
                .checks()
                .create(
                    Linked.REPOSITORY,
                    new CheckRunWrite(
                        "gate",
                        Optional.of("0".repeat(40)),
                        "queued",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                    Linked.soon()))
        .isInstanceOfSatisfying(
            Answered.Refused.class,
            no -> {
              assertThat(no.status()).isEqualTo(422);
              assertThat(no.why()).contains("POST /repos/", "No commit found for SHA");
            });
  }

  @Test
  void a_repository_without_the_app_is_not_found() throws Exception {
    linked.gitHub().world().repository("somebody/else", false);
    RepositoryName other = new RepositoryName("somebody", "else");
    assertThat(linked.link().installation(other, Linked.soon()))
        .isInstanceOf(Answered.NotFound.class);
    assertThat(linked.link().runs().run(other, 1, Linked.soon()))
        .isInstanceOf(Answered.NotFound.class);
    assertThat(got(linked.link().installation(Linked.REPOSITORY, Linked.soon())).account().login())
        .isEqualTo("adafruit");
  }

  @Test
  void a_token_is_used_until_five_minutes_before_its_end() throws Exception {
    Runs runs = linked.link().runs();
    got(runs.run(Linked.REPOSITORY, run.id(), Linked.soon()));
    linked.pass(Duration.ofMinutes(54));
    got(runs.run(Linked.REPOSITORY, run.id(), Linked.soon()));
    assertThat(linked.asked("POST /app/installations/")).isEqualTo(1);
    linked.pass(Duration.ofMinutes(2));
    got(runs.run(Linked.REPOSITORY, run.id(), Linked.soon()));
    assertThat(linked.asked("POST /app/installations/")).isEqualTo(2);
  }

  @Test
  void a_token_that_was_revoked_is_replaced_once() throws Exception {
    Runs runs = linked.link().runs();
    got(runs.run(Linked.REPOSITORY, run.id(), Linked.soon()));
    linked.gitHub().grants().revokeAll();
    got(runs.run(Linked.REPOSITORY, run.id(), Linked.soon()));
    assertThat(linked.asked("POST /app/installations/")).isEqualTo(2);
  }

  @Test
  void each_use_has_a_token_that_may_do_no_more() throws Exception {
    String token = got(linked.link().artifactsToken(Linked.REPOSITORY, Linked.soon()));
    assertThat(token).startsWith("ghs_");
    try (Raw raw = new Raw(linked.gitHub().url(), token)) {
      assertThat(raw.get("/repos/adafruit/circuitpython/actions/runs")).isEqualTo(200);
      assertThat(raw.get("/repos/adafruit/circuitpython/pulls")).isEqualTo(403);
    }
  }

  @Test
  void what_has_not_changed_costs_nothing_and_is_answered_all_the_same() throws Exception {
    Runs runs = linked.link().runs();
    for (int i = 0; i < 2; i++) {
      assertThat(got(runs.run(Linked.REPOSITORY, run.id(), Linked.soon())).id())
          .isEqualTo(run.id());
    }
    linked.gitHub().events().rerun(run);
    assertThat(got(runs.run(Linked.REPOSITORY, run.id(), Linked.soon())).attempt()).isEqualTo(2);
  }

  @Test
  void webhooks_that_nobody_took_are_found_and_asked_for_again() throws Exception {
    linked.gitHub().hookTo(URI.create("http://127.0.0.1:1/hook"));
    for (int i = 0; i < 3; i++) {
      linked.gitHub().events().push(pull);
    }
    Hooks hooks = linked.link().hooks();
    Hooks.Attempts attempts = got(hooks.attempts(Optional.empty(), Linked.soon()));
    assertThat(attempts.attempts()).hasSize(3).noneMatch(HookDelivery::taken);
    assertThat(attempts.next()).isEmpty();
    assertThat(got(hooks.again(attempts.attempts().getFirst().id(), Linked.soon()))).isTrue();
    linked.gitHub().deliveries().settle();
    assertThat(got(hooks.attempts(Optional.empty(), Linked.soon())).attempts())
        .hasSize(4)
        .first()
        .satisfies(
            d -> {
              assertThat(d.redelivery()).isTrue();
              assertThat(d.guid()).isEqualTo(attempts.attempts().getFirst().guid());
            });
  }

  @Test
  void a_role_with_another_name_writes_where_its_permission_does() {
    assertThat(new Permission("write", "our-own-role", new Account(1, "x")).writes()).isTrue();
  }
}
