package org.hilfarm.farm.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of real firmware whose emulator is killed in the middle of it. */
@Timeout(1200)
class EmulatorCrashTest {
  private static final RackId RACK = new RackId("emulated");
  private static final SuiteId SUITE = new SuiteId("pr");

  private final AtomicBoolean crashed = new AtomicBoolean();

  @Test
  void a_crash_of_the_emulator_costs_an_attempt_and_the_run_ends_well(@TempDir Path data)
      throws Exception {
    @Nullable String firmware = System.getenv("FARM_UF2");
    assumeTrue(
        firmware != null && !firmware.isEmpty(),
        "set FARM_UF2=<file> to run this against real firmware");
    Configs configs = shortSuite();
    VirtualRackOptions boards =
        VirtualRackOptions.real().withEmulator(EmulatorProgram.here().orElseThrow());
    try (LocalFarm farm = LocalFarm.start(new LocalFarm.Settings(data, RACK, boards, 1), configs)) {
      BoardsReady.await(farm.client(), configs.racks().get(RACK));
      RunView run = run(farm.client(), Path.of(Objects.requireNonNull(firmware)));
      assertThat(crashed).isTrue();
      assertThat(run.verdict()).as(run.toString()).contains("mergeable");
      assertThat(run.boards()).as(run.toString()).hasSizeGreaterThan(1);
      assertThat(run.boards().getFirst().toString())
          .contains("Its debug UART said last", "[emulator] the emulator has ended");
      assertThat(run.boards().getLast().scripts()).allMatch(s -> s.status().equals("passed"));
    }
  }

  private RunView run(RunClient client, Path firmware) throws Exception {
    BuildFiles.Named image =
        new BuildFiles.Named("adafruit-circuitpython-raspberry_pi_pico-en_US-0.uf2", firmware);
    var submitted =
        client.submit(new RunClient.Submission("crash", List.of(image), SUITE.value(), List.of()));
    return client.follow(
        submitted.run(),
        r -> r.verdict().isPresent(),
        this::crashOnce,
        Deadline.after(Duration.ofMinutes(15)));
  }

  /** A rack's emulators are children of this process. */
  private void crashOnce(RunView seen) {
    boolean testing =
        seen.jobs().stream().anyMatch(j -> j.progress().stage() == Progress.Stage.TESTING);
    if (testing && crashed.compareAndSet(false, true)) {
      assertThat(
              ProcessHandle.current()
                  .children()
                  .filter(p -> p.info().commandLine().orElse("").contains("emulator/src/main.mjs"))
                  .toList())
          .isNotEmpty()
          .allSatisfy(p -> assertThat(p.destroyForcibly()).isTrue());
    }
  }

  /** Emulated boards decide here: no other is at hand. */
  private static Configs shortSuite() throws Exception {
    Configs own = Configs.load(Path.of(System.getProperty("repository.root", "../..")));
    Map<SuiteId, Suite> suites = new HashMap<>(own.suites());
    suites.put(
        SUITE,
        new Suite(SUITE, List.of(new ScriptId("heap/reload_keeps_heap")), EmulatedUse.COUNTS));
    return new Configs(own.types(), own.racks(), suites, own.scripts(), own.library());
  }
}
