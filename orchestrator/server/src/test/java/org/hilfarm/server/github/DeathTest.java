package org.hilfarm.server.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.github.event.Outcome;
import org.hilfarm.server.github.event.Reactions;
import org.hilfarm.server.github.hook.HookApi;
import org.hilfarm.server.github.link.AppKey;
import org.hilfarm.server.github.link.GitHubLink;
import org.hilfarm.server.github.pull.LinkedGitHub;
import org.hilfarm.server.github.pull.Reconciler;
import org.hilfarm.server.postgres.DeliveryRow;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.rest.Storm;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.config.GitHubRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks whose orchestrator is killed, and those that nobody took. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
class DeathTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/nobody");

  /** An orchestrator in a process of its own. */
  static final class Mortal {
    private Mortal() {}

    public static void main(String[] told) throws Exception {
      Path folder = Path.of(told[0]);
      long app = Long.parseLong(told[2]);
      GitHubLink link =
          new GitHubLink(
              URI.create(told[3]),
              AppKey.read(told[2], folder.resolveSibling("app.pem")),
              InstantSource.system());
      HookRig.Where where = new HookRig.Where(app, told[3], told[4]);
      Orchestrator farm =
          Orchestrator.start(HookRig.settings(folder, told[1], where, link, rules -> rules));
      System.out.println("at " + farm.url());
      new CountDownLatch(1).await();
    }
  }

  private static Process mortal(Path folder, String url, HookRig.Where where) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Mortal.class.getName(),
            folder.toString(),
            url,
            Long.toString(where.app()),
            where.api(),
            where.storage())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static URI address(Process process) throws Exception {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("at ")) {
        return URI.create(line.substring(3) + HookApi.PATH);
      }
    }
    throw new IllegalStateException("the orchestrator did not start");
  }

  @Test
  void a_webhook_whose_orchestrator_is_killed_in_the_middle_is_taken_up_and_has_its_effect_once(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (HookRig rig = new HookRig(folder, url)) {
      rig.farm.close();
      Process killed = mortal(folder.resolve("killed"), url, HookRig.of(rig.gitHub));
      CountDownLatch dead = new CountDownLatch(1);
      try {
        rig.gitHub.hookTo(address(killed));
        Pull pull = rig.gitHub.events().open(Opening.member("dhalbert", "fix"));
        WorkflowRun run = rig.gitHub.events().build(pull);
        rig.gitHub.events().upload(run, PICO.id().value(), HookRig.zip(PICO));
        rig.settled();
        CountDownLatch asked = holdUp(rig, dead);
        rig.gitHub.events().complete(run, "success");
        assertThat(asked.await(60, TimeUnit.SECONDS)).as("it is in the middle of it").isTrue();
        killed.destroyForcibly().waitFor();
        dead.countDown();
        rig.gitHub.storm().over();
        inherited(rig, pull);
      } finally {
        dead.countDown();
        killed.destroyForcibly().waitFor();
        killed.getInputStream().close();
      }
    }
  }

  /** Whoever asks for a pull request's files next waits; says when somebody does. */
  private static CountDownLatch holdUp(HookRig rig, CountDownLatch until) {
    CountDownLatch asked = new CountDownLatch(1);
    rig.gitHub
        .storm()
        .next(
            1,
            request -> {
              if (request.path().endsWith("/files")) {
                asked.countDown();
                await(until);
              }
              return false;
            },
            new Storm.Trouble.Lost());
    return asked;
  }

  /** Another does what the killed one had in its hands, and once, however often it is told. */
  private static void inherited(HookRig rig, Pull pull) throws Exception {
    DeliveryRow left = rig.deliveries().getFirst();
    assertThat(left.state()).isEqualTo("waiting");
    rig.timePasses();
    try (Orchestrator heir = Orchestrator.start(rig.settings("heir"));
        FakeAgent agent = new FakeAgent(heir)) {
      agent.hello(board(PICO, "P1"));
      rig.gitHub.hookTo(URI.create(heir.url() + HookApi.PATH));
      assertThat(rig.settled())
          .filteredOn(d -> d.id().equals(left.id()))
          .extracting(DeliveryRow::state, DeliveryRow::tries)
          .containsExactly(tuple("done", 2));
      rig.gate(pull, State.RUN);
      for (var attempt : rig.gitHub.deliveries().attempts()) {
        rig.gitHub.deliveries().again(attempt.id());
      }
      rig.gitHub.deliveries().settle();
      rig.settled();
      List<RunRow> runs = rig.database.inTransaction(tx -> tx.runs().newest(10));
      assertThat(runs).hasSize(1);
      agent.pass(agent.work("P1"));
    }
  }

  private static void await(CountDownLatch event) {
    try {
      event.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_button_that_nobody_heard_is_delivered_again_and_works(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    try (HookRig rig = new HookRig(folder, postgres.fresh());
        FakeAgent agent = new FakeAgent(rig.farm)) {
      agent.hello(board(PICO, "P1"));
      rig.gitHub.world().permit(rig.gitHub.upstream(), "tannewt", "write");
      Pull pull = rig.gitHub.events().open(Opening.newcomer("newcomer", "first"));
      rig.built(pull, PICO);
      rig.gate(pull, State.UNAPPROVED);
      rig.gitHub.hookTo(NOBODY);
      Check check =
          rig.gitHub
              .world()
              .check(
                  rig.gitHub.upstream(),
                  pull.headSha(),
                  Map.of(
                      "name", "hil-test / gate", "head_sha", pull.headSha(), "status", "queued"));
      rig.gitHub.events().action(check, "approve", "tannewt");
      rig.gitHub.hookTo(URI.create(rig.farm.url() + HookApi.PATH));
      assertThat(rig.gate(pull, State.UNAPPROVED).run()).isEmpty();
      Reconciler redelivers =
          new Reconciler(
              new Reconciler.Parts(
                  rig.database,
                  new LinkedGitHub(rig.link, InstantSource.system()),
                  new Reactions(rules(), rig.gitHub.app().id()),
                  (reaction, ground) -> new Outcome.Done("this one reacts to nothing itself"),
                  InstantSource.system()));
      HookRig.awaited(
          () -> {
            redelivers.run(); // nothing, where another had its turn just now
            return rig.gate(rig.commit(pull)).filter(g -> g.state() == State.RUN);
          },
          () -> "a run, was " + rig.gate(rig.commit(pull)));
      assertThat(rig.deliveries()).anyMatch(d -> d.said().equals("approved by tannewt"));
    }
  }

  private static GitHubRules rules() {
    return GitHubRules.usual()
        .with(
            List.of(
                new GitHubRules.Repository(
                    "adafruit/circuitpython", Optional.empty(), Optional.empty())));
  }

  @Test
  void what_fails_of_one_pull_request_holds_up_no_other(@TempDir Path folder, TestPostgres postgres)
      throws Exception {
    try (HookRig rig = new HookRig(folder, postgres.fresh())) {
      rig.farm.close();
      rig.gitHub.hookTo(NOBODY);
      rig.gitHub.events().open(Opening.member("dhalbert", "one"));
      rig.gitHub.events().open(Opening.member("dhalbert", "two"));
      List<String> seen = new CopyOnWriteArrayList<>();
      Reconciler reconciler =
          new Reconciler(
              new Reconciler.Parts(
                  rig.database,
                  new LinkedGitHub(rig.link, InstantSource.system()),
                  new Reactions(rules(), rig.gitHub.app().id()),
                  (reaction, ground) -> {
                    seen.add(reaction.toString());
                    throw new IllegalStateException("what nobody thought of");
                  },
                  InstantSource.system()));
      Deadline deadline = Deadline.after(Duration.ofSeconds(150));
      reconciler.run();
      while (seen.isEmpty()
          && !deadline.passed()) { // what GitHub answers too late is not looked at
        Pause.until(deadline.within(Duration.ofSeconds(1)));
        reconciler.run();
      }
      assertThat(seen).hasSize(2);
    }
  }
}
