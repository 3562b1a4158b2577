package org.hilfarm.server.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.fixture.ActionStep;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.fixture.WorkingAgent;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.FakeGitHub;
import org.hilfarm.testing.github.oidc.Issuer;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.wire.config.GitHubOidc;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A workflow of our own GitHub follows, with its identity, the build that the farm fetches. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
@SuppressWarnings("try") // an agent works by being there; nothing is asked of it
class ActionLoopTest {
  private static final String AUDIENCE = "https://farm.example";

  private final HookRig rig;
  private final FakeGitHub gitHub;
  private final Orchestrator farm;
  private final ActionStep step;

  /** The workflow asks one orchestrator, GitHub tells another. */
  ActionLoopTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    rig = new HookRig(folder, postgres.fresh());
    gitHub = rig.gitHub;
    farm = Orchestrator.start(rig.settings("second").with(policy()));
    step = new ActionStep(folder);
  }

  private GitHubOidc policy() {
    String issuer = gitHub.web() + Issuer.PATH;
    return new GitHubOidc(
        AUDIENCE,
        issuer,
        URI.create(issuer + "/.well-known/jwks"),
        Duration.ofHours(1),
        List.of(
            new GitHubOidc.Repository(
                "adafruit/circuitpython",
                gitHub.upstream().id(),
                gitHub.upstream().owner().id(),
                List.of(".github/workflows/hil.yml@refs/heads/main"),
                List.of(),
                List.of("workflow_run"),
                false,
                List.of(new SuiteId("pr")))));
  }

  @AfterEach
  void close() {
    farm.close();
    rig.close();
  }

  @Test
  void a_pull_requests_build_is_followed_from_its_end_to_its_verdict() throws Exception {
    assumeTrue(ActionStep.node().isPresent(), "this needs Node 20 or newer: run ./farm setup");
    Pull pull = gitHub.events().open(Opening.member("dhalbert", "fix-i2c"));
    WorkflowRun build = gitHub.events().build(pull);
    gitHub.events().upload(build, PICO.id().value(), HookRig.zip(PICO));
    Issuer.Job job = gitHub.job(gitHub.claims(build, AUDIENCE));
    try (WorkingAgent agent = new WorkingAgent(farm, "P1", new Outcome.Passed())) {
      Process begun =
          step.with("farm-url", farm.url())
              .with("audience", AUDIENCE)
              .with("run-id", Long.toString(build.id()))
              .env("GITHUB_REPOSITORY_ID", Long.toString(gitHub.upstream().id()))
              .env("ACTIONS_ID_TOKEN_REQUEST_URL", job.url())
              .env("ACTIONS_ID_TOKEN_REQUEST_TOKEN", job.token())
              .begin();
      HookRig.awaited(() -> said("the farm: "), () -> "a wait, was " + step.said());
      gitHub.events().complete(build, "success");
      RunId run = HookRig.awaited(this::judged, () -> "a verdict, the step says " + step.said());
      farm.runs().published(run, Path.of("nowhere"), "/reports/" + run);
      ActionStep.Ended ended = step.ended(begun);
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.outputs())
          .containsEntry("result", "passed")
          .containsEntry("run-id", run.value());
      assertThat(farm.runs().view(run).flatMap(RunView::change).orElseThrow().number())
          .isEqualTo(pull.number());
    }
  }

  private Optional<String> said(String words) {
    return Optional.of(step.said()).filter(said -> said.contains(words));
  }

  private Optional<RunId> judged() {
    return farm.runs().newest(1).stream()
        .filter(run -> run.verdict().isPresent())
        .map(RunView::run)
        .findFirst();
  }
}
