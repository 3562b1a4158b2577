package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hilfarm.model.lease.Progress;
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
  private static final int BOARDS = 8;

  private final Path folder;
  private final @Nullable String firmware = System.getenv("FARM_UF2");

  EmulatedBoardJobTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void real_firmware_is_given() {
    assumeTrue(
        firmware != null && !firmware.isEmpty(),
        "set FARM_UF2=<file> to run these against real firmware");
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

  /** Two start at a time, and none is given up because others are busy. */
  @Test
  void eight_boards_at_once_all_come_to_a_good_end() throws Exception {
    Path uf2 = Path.of(Objects.requireNonNull(firmware));
    try (EmulatedBench bench =
            new EmulatedBench(folder, BOARDS, EmulatorProgram.here().orElseThrow());
        ExecutorService agents = Executors.newFixedThreadPool(BOARDS)) {
      List<Future<JobResult>> jobs = new ArrayList<>();
      for (int i = 0; i < BOARDS; i++) {
        VirtualBench board = bench.board(i);
        jobs.add(
            agents.submit(
                () ->
                    new BoardJob()
                        .perform(board.ready().work(uf2, board.suite()), p -> {}, () -> false)));
      }
      for (Future<JobResult> job : jobs) {
        JobResult result = job.get();
        assertThat(result.report().scripts())
            .as(Log.of(result))
            .hasSize(5)
            .allSatisfy(s -> assertThat(s.outcome()).isEqualTo(new Outcome.Passed()));
      }
    }
  }

  /** The first attempt loses its board; the board is back for the second. */
  @Test
  void a_crash_of_the_emulator_costs_an_attempt_and_not_the_board() throws Exception {
    Path uf2 = Path.of(Objects.requireNonNull(firmware));
    try (VirtualBench bench = new VirtualBench(folder, "emulated", "emulated-1", emulated())) {
      JobInput work = bench.ready().work(uf2, bench.suite());
      AtomicBoolean crashed = new AtomicBoolean();
      JobResult first =
          new BoardJob()
              .perform(
                  work,
                  p -> {
                    if (p.stage() == Progress.Stage.TESTING && crashed.compareAndSet(false, true)) {
                      crash();
                    }
                  },
                  () -> false);
      assertThat(first.report().scripts())
          .as(Log.of(first))
          .anySatisfy(s -> assertThat(s.outcome()).asString().contains("Its debug UART said last"));
      assertThat(Log.of(first)).contains("[emulator] the emulator has ended");
      JobResult second =
          new BoardJob().perform(bench.ready().work(uf2, bench.suite()), p -> {}, () -> false);
      assertThat(second.report().scripts())
          .as(Log.of(second))
          .hasSize(5)
          .allSatisfy(s -> assertThat(s.outcome()).isEqualTo(new Outcome.Passed()));
    }
  }

  /** A rack's emulators are children of this process. */
  private static void crash() {
    assertThat(
            ProcessHandle.current()
                .children()
                .filter(p -> p.info().commandLine().orElse("").contains("emulator/src/main.mjs"))
                .toList())
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.destroyForcibly()).isTrue());
  }
}
