package org.hilfarm.farm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.ScriptView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run on a virtual board makes room for another, by an agent that does the real work. */
@Timeout(300)
class SteppingBackTest {
  private static final RackId RACK = new RackId("demo");
  private static final ScriptId BITES = new ScriptId("watchdog/reset_bites");
  private static final SuiteId SOAK = new SuiteId("three-rounds");
  private static final SuiteId ONCE = new SuiteId("once");
  private static final String FIRST = "0123456789abcdef0123456789abcdef01234567";
  private static final String SECOND = "89abcdef0123456789abcdef0123456789abcdef";

  private final Path data;
  private final Configs configs;

  /** Jobs in the order in which the board got them. */
  private final List<String> begun = new CopyOnWriteArrayList<>();

  private final CompletableFuture<RunClient> client = new CompletableFuture<>();
  private List<BuildFiles.Named> build = List.of();

  SteppingBackTest(@TempDir Path data) throws Exception {
    this.data = data;
    this.configs = onePico(Configs.load(Path.of(System.getProperty("repository.root", "../.."))));
  }

  @BeforeEach
  void make_a_build() throws Exception {
    Path folder = Files.createDirectories(data.resolve("build"));
    DemonstrationBuilds.write(folder, configs.types().values(), "10.1.0", Variant.GOOD, 1);
    build = BuildFiles.in(List.of(folder));
  }

  private static Configs onePico(Configs all) {
    Rack demo = Objects.requireNonNull(all.racks().get(RACK));
    Rack rack =
        new Rack(RACK, demo.slots().stream().filter(s -> s.id().value().equals("pico")).toList());
    var type = all.type(rack.slots().getFirst().boardType());
    Map<SuiteId, Suite> suites = new HashMap<>();
    suites.put(SOAK, new Suite(SOAK, List.of(BITES), EmulatedUse.PREFLIGHT, new Repeat.Rounds(3)));
    suites.put(ONCE, new Suite(ONCE, List.of(BITES)));
    return new Configs(
        Map.of(type.id(), type), Map.of(RACK, rack), suites, all.scripts(), all.library());
  }

  /** Does something once, on the very thread that works on the board, when it is so far. */
  private JobRunner when(Predicate<Progress> soFar, Action action, JobRunner inner) {
    AtomicBoolean done = new AtomicBoolean();
    return (work, progress, unwanted) -> {
      begun.add(work.offer().lease().job().value());
      return inner.run(
          work,
          now -> {
            progress.accept(now);
            if (soFar.test(now) && !done.getAndSet(true)) {
              action.run(unwanted);
            }
          },
          unwanted);
    };
  }

  @FunctionalInterface
  private interface Action {
    void run(BooleanSupplier unwanted);
  }

  private LocalFarm farm(Predicate<Progress> soFar, Action action) throws Exception {
    LocalFarm.Settings settings =
        new LocalFarm.Settings(data, RACK, VirtualRackOptions.real().withRate(4), 1);
    LocalFarm farm = LocalFarm.start(settings, configs, inner -> when(soFar, action, inner));
    client.complete(farm.client());
    BoardsReady.await(farm.client(), configs.racks().get(RACK));
    return farm;
  }

  private RunId submit(SuiteId suite, Optional<PullRequest> change) {
    try {
      return client
          .join()
          .submit(
              new RunClient.Submission(
                  "a build", build, suite.value(), List.of(), false, "", change))
          .run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<PullRequest> change(String commit) {
    return Optional.of(new PullRequest("adafruit/circuitpython", 10432, commit));
  }

  private static void await(BooleanSupplier wanted) {
    Deadline deadline = Deadline.after(Duration.ofSeconds(60));
    try {
      while (!wanted.getAsBoolean() && !deadline.passed()) {
        Pause.until(Deadline.after(Duration.ofMillis(20)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(wanted.getAsBoolean()).isTrue();
  }

  private RunView finished(RunId run) throws Exception {
    return client
        .join()
        .follow(
            run,
            r -> r.verdict().isPresent() && r.jobs().stream().allMatch(j -> done(j.state())),
            r -> {},
            Deadline.after(Duration.ofMinutes(4)));
  }

  private static boolean done(String state) {
    return state.equals("done");
  }

  @Test
  void a_newer_commit_in_the_middle_of_a_flash_waits_until_the_image_is_written_and_proven()
      throws Exception {
    List<Integer> at = new CopyOnWriteArrayList<>();
    Predicate<Progress> midst =
        p -> p.stage() == Progress.Stage.FLASHING && p.percent() > 0 && p.percent() < 100;
    Action supersede =
        unwanted -> {
          assertThat(submit(ONCE, change(SECOND))).isEqualTo(new RunId("r2"));
          await(unwanted); // the agent knows, and the flash is not over
          at.add(1);
        };
    try (LocalFarm farm = farm(midst, supersede)) {
      RunId older = submit(ONCE, change(FIRST));
      RunView was = finished(older);
      assertThat(at).hasSize(1);
      assertThat(was.verdict()).contains("cancelled");
      assertThat(was.reasons())
          .containsExactly(
              "superseded by run r2, which tests adafruit/circuitpython#10432 at 89abcdef01");
      assertThat(was.boards()).hasSize(1);
      assertThat(was.boards().getFirst().flash()).isEqualTo("running 10.1.0");
      assertThat(was.boards().getFirst().scripts())
          .extracting(ScriptView::status)
          .containsExactly("not-run");
      RunView now = finished(new RunId("r2"));
      assertThat(now.verdict()).contains("mergeable");
      assertThat(now.boards()).hasSize(1);
      assertThat(begun).containsExactly("r1-1", "r2-1");
      assertThat(farm.client().boards())
          .allMatch(b -> b.state() == org.hilfarm.model.board.BoardState.READY);
    }
  }

  @Test
  void a_pull_request_in_the_middle_of_a_soak_gets_the_next_lease_and_the_soak_goes_on()
      throws Exception {
    Action submitsOther = unwanted -> submit(ONCE, change(FIRST));
    try (LocalFarm farm = farm(p -> p.stage() == Progress.Stage.TESTING, submitsOther)) {
      RunId soak = submit(SOAK, Optional.empty());
      RunView whole = finished(soak);
      RunView between = finished(new RunId("r2"));
      assertThat(begun).containsExactly("r1-1", "r2-1", "r1-2", "r1-3");
      assertThat(between.verdict()).contains("mergeable");
      assertThat(whole.verdict()).contains("mergeable");
      assertThat(whole.boards()).hasSize(3);
      assertThat(whole.soak().getFirst().roundsRun()).isEqualTo("3 of 3 rounds run");
      assertThat(farm.client().runs()).hasSize(2);
    }
  }
}
