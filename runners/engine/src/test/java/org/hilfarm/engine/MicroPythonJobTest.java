package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Objects;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole job with a second real firmware on an emulated board: the MicroPython for the Raspberry
 * Pi Pico that {@code FARM_MICROPYTHON_UF2} names.
 */
class MicroPythonJobTest {
  private static final String SLOT = "emulated-micropython";

  private final Path folder;
  private final @Nullable String firmware = System.getenv("FARM_MICROPYTHON_UF2");

  MicroPythonJobTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void real_firmware_is_given() {
    assumeTrue(
        firmware != null && !firmware.isEmpty(),
        "set FARM_MICROPYTHON_UF2=<file> to run these against real firmware");
  }

  private VirtualBench bench() throws Exception {
    EmulatorProgram program = EmulatorProgram.here().orElseThrow();
    return new VirtualBench(
        folder, "emulated", SLOT, VirtualRackOptions.real().withEmulator(program));
  }

  @Test
  void it_is_flashed_proven_by_its_banner_and_passes_every_script_of_its_suite() throws Exception {
    Path uf2 = Path.of(Objects.requireNonNull(firmware));
    try (VirtualBench bench = bench()) {
      JobResult result =
          new BoardJob()
              .perform(bench.ready().work(uf2, bench.suite("micropython")), p -> {}, () -> false);
      BoardReport report = result.report();
      assertThat(report.flash()).as(Log.of(result)).isInstanceOf(FlashReport.Running.class);
      assertThat(report.scripts())
          .as(Log.of(result))
          .hasSize(3)
          .allSatisfy(s -> assertThat(s.outcome()).isEqualTo(new Outcome.Passed()));
      assertThat(report.resets())
          .as(Log.of(result))
          .allSatisfy(b -> assertThat(b.judgement()).isEqualTo(Judgement.EXPECTED))
          .extracting(b -> b.stimulus())
          .contains(Stimulus.FLASHED, Stimulus.POWER_CYCLE, Stimulus.WATCHDOG_UNFED);
    }
  }
}
