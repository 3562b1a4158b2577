package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Objects;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole job on an emulated board: the real firmware that {@code FARM_UF2} names, a CircuitPython
 * for the raspberry_pi_pico. {@code FARM_BOOTROM} may name an image of the boot ROM.
 */
class EmulatedBoardJobTest {
  private final Path folder;
  private final @Nullable String firmware = System.getenv("FARM_UF2");

  EmulatedBoardJobTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void real_firmware_is_given() {
    assumeTrue(firmware != null, "set FARM_UF2=<file> to run these against real firmware");
  }

  private static VirtualRackOptions emulated() throws Exception {
    EmulatorProgram program = EmulatorProgram.here().orElseThrow();
    @Nullable String rom = System.getenv("FARM_BOOTROM");
    return VirtualRackOptions.real()
        .withEmulator(rom == null ? program : program.withBootRom(Path.of(rom)));
  }

  @Test
  void real_firmware_is_flashed_proven_and_passes_every_script() throws Exception {
    Path uf2 = Path.of(Objects.requireNonNull(firmware));
    try (VirtualBench bench = new VirtualBench(folder, "emulated", "emulated-1", emulated())) {
      JobResult result =
          new BoardJob().perform(bench.ready().work(uf2, bench.suite()), p -> {}, () -> false);
      BoardReport report = result.report();
      assertThat(report.flash()).as(Log.of(result)).isInstanceOf(FlashReport.Running.class);
      assertThat(report.scripts())
          .as(Log.of(result))
          .hasSize(5)
          .allSatisfy(s -> assertThat(s.outcome()).isEqualTo(new Outcome.Passed()));
    }
  }

  /** The emulator's own small firmware: it runs, and knows nothing of USB. */
  @Test
  void firmware_that_never_shows_itself_ends_in_a_fault_and_all_scripts_are_not_run()
      throws Exception {
    Path probe =
        Path.of(System.getProperty("repository.root"))
            .resolve("runners/virtual/emulator/firmware/probe.uf2");
    Banner banner = new Banner("0.0.1", "2026-11-22", "Raspberry Pi Pico with rp2040");
    try (VirtualBench bench = new VirtualBench(folder, "emulated", "emulated-1", emulated())) {
      JobResult result =
          new BoardJob()
              .perform(bench.ready().work(probe, banner, bench.suite()), p -> {}, () -> false);
      assertThat(result.report().flash())
          .isInstanceOfSatisfying(
              FlashReport.NotRunning.class,
              f -> assertThat(f.fault().text()).contains("did not come back"));
      assertThat(result.report().scripts())
          .hasSize(5)
          .allSatisfy(s -> assertThat(s.outcome()).isInstanceOf(Outcome.NotRun.class));
    }
  }
}
