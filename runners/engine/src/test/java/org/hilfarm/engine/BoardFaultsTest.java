package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.fault.PlannedFault;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with a board ends in a fault of the right kind, and never in a pass. */
class BoardFaultsTest {
  private static final BoardSerial PICO = new BoardSerial("E6614103E7174D23");
  private static final ScriptId I2C = new ScriptId("i2c/target_answers");

  private final Path folder;

  BoardFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_board_that_reports_another_version_is_not_tested() throws Exception {
    Fault fault = unflashed(perform(FaultStage.RETURN, FaultKind.WRONG_VERSION, 0));
    assertThat(fault.kind()).isEqualTo(org.hilfarm.model.report.FaultKind.IMAGE_NOT_RUNNING);
    assertThat(fault.text()).contains("does not run image.uf2").contains("Nothing was tested");
  }

  @Test
  void a_bootloader_that_stays_is_the_racks() throws Exception {
    assertThat(unflashed(perform(FaultStage.VERIFY, FaultKind.STUCK_BOOTLOADER, 0)).kind())
        .isEqualTo(org.hilfarm.model.report.FaultKind.BOOTLOADER_STUCK);
  }

  @Test
  void a_board_that_leaves_in_the_middle_of_the_image_is_the_racks() throws Exception {
    assertThat(unflashed(perform(FaultStage.FLASHING, FaultKind.DISCONNECT, 0.5)).kind())
        .isEqualTo(org.hilfarm.model.report.FaultKind.DISCONNECTED);
  }

  @Test
  void another_board_in_the_slot_is_an_alarm() throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, "pico", options())) {
      JobInput in = bench.work("10.2.1", Variant.GOOD, bench.suite());
      JobResult result =
          new BoardJob().perform(elsewhere(in, "E660000000000000"), p -> {}, () -> false);
      Fault fault = unflashed(result.report());
      assertThat(fault.kind()).isEqualTo(org.hilfarm.model.report.FaultKind.BOARD_MOVED);
      assertThat(fault.text())
          .contains("is not where it should be: the board there has serial \"" + PICO + "\"");
    }
  }

  @Test
  void an_image_that_never_arrives_is_the_farms_fault() throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, "pico", options())) {
      JobInput in = bench.work("10.2.1", Variant.GOOD, bench.suite());
      JobInput without =
          new JobInput(
              in.root(),
              in.slot(),
              in.offer(),
              () -> {
                throw new IOException("the orchestrator sent 8 bytes");
              },
              in.tools());
      Fault fault = unflashed(new BoardJob().perform(without, p -> {}, () -> false).report());
      assertThat(fault.blame()).isEqualTo(Blame.FARM);
      assertThat(fault.text())
          .isEqualTo(
              "the image %s could not be had: the orchestrator sent 8 bytes"
                  .formatted(in.offer().image().fileName()));
    }
  }

  @Test
  void torn_lines_are_never_a_pass() throws Exception {
    BoardReport report = performWith(FaultKind.TORN_LINES, 0, Integer.MAX_VALUE);
    assertThat(report.flash()).isInstanceOf(FlashReport.Running.class);
    assertThat(report.scripts())
        .noneMatch(s -> s.outcome() instanceof Outcome.Passed)
        .allSatisfy(s -> assertThat(blame(s.outcome())).isEqualTo("RACK"));
  }

  @Test
  void a_board_that_hangs_is_brought_back_for_the_next_script() throws Exception {
    BoardReport report = performWith(FaultKind.HANG, 0, 1);
    assertThat(report.scripts().getFirst().outcome()).isNotInstanceOf(Outcome.Passed.class);
    assertThat(blame(report.scripts().getFirst().outcome())).isEqualTo("RACK");
    assertThat(report.scripts().getLast().outcome()).isEqualTo(new Outcome.Passed());
  }

  @Test
  void a_build_that_hangs_in_a_script_leaves_open_who_is_at_fault() throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, "pico", options())) {
      BoardReport report = perform(bench, Variant.HANGING);
      Outcome i2c =
          report.scripts().stream()
              .filter(s -> s.script().equals(I2C))
              .findFirst()
              .orElseThrow()
              .outcome();
      assertThat(((Outcome.Failed) i2c).fault().kind())
          .isEqualTo(org.hilfarm.model.report.FaultKind.NO_ANSWER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pico", "feather-nrf", "feather-s2"})
  void a_build_that_the_chip_does_not_start_is_followed_by_one_that_it_does(String slot)
      throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, slot, options())) {
      assertThat(unflashed(perform(bench, Variant.UNBOOTABLE)).kind())
          .isEqualTo(org.hilfarm.model.report.FaultKind.NEVER_STARTED);
      assertThat(control(bench).flash()).isInstanceOf(FlashReport.Running.class);
    }
  }

  @Test
  void a_board_whose_build_shows_nothing_needs_hands_and_says_which() throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, "magtag", options())) {
      assertThat(unflashed(perform(bench, Variant.DARK)).kind())
          .isEqualTo(org.hilfarm.model.report.FaultKind.NEVER_STARTED);
      Fault fault = ((FlashReport.NotRunning) control(bench).flash()).fault();
      assertThat(fault.kind()).isEqualTo(org.hilfarm.model.report.FaultKind.BOARD_MISSING);
      assertThat(fault.text())
          .contains(
              " shows nothing after a power cycle. If its image is dead there is no way in from"
                  + " here: hold its BOOT button (GPIO0) and press reset. ");
    }
  }

  private static BoardReport perform(VirtualBench bench, Variant variant) throws Exception {
    return new BoardJob()
        .perform(bench.work("10.2.1", variant, bench.suite()), p -> {}, () -> false)
        .report();
  }

  /** Only flashes and starts, as a control does that asks no more. */
  private static BoardReport control(VirtualBench bench) throws Exception {
    return new BoardJob()
        .perform(bench.work("10.1.0", Variant.GOOD, List.of()), p -> {}, () -> false)
        .report();
  }

  /** Plants the fault when the first script begins. */
  private BoardReport performWith(FaultKind kind, double at, int times) throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, "pico", options())) {
      AtomicBoolean planted = new AtomicBoolean();
      JobListener plant =
          progress -> {
            if (progress.stage() == Progress.Stage.TESTING && planted.compareAndSet(false, true)) {
              bench.rack().plant(new PlannedFault(PICO, FaultStage.RUNNING, kind, at, times));
            }
          };
      var i2c = bench.suite().stream().filter(s -> s.id().equals(I2C)).toList();
      List<Script> scripts = List.of(i2c.getFirst(), bench.suite().getFirst());
      return new BoardJob()
          .perform(bench.work("10.2.1", Variant.GOOD, scripts), plant, () -> false)
          .report();
    }
  }

  private BoardReport perform(FaultStage stage, FaultKind kind, double at) throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, "pico", options())) {
      bench.rack().plant(PlannedFault.always(PICO, stage, kind, at));
      return new BoardJob()
          .perform(bench.work("10.2.1", Variant.GOOD, bench.suite()), p -> {}, () -> false)
          .report();
    }
  }

  /** The fault that kept the image from running; every script must have it too. */
  private static Fault unflashed(BoardReport report) {
    Fault fault = ((FlashReport.NotRunning) report.flash()).fault();
    assertThat(report.scripts())
        .hasSize(5)
        .allSatisfy(s -> assertThat(s.outcome()).isEqualTo(new Outcome.NotRun(fault)));
    return fault;
  }

  private static String blame(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Passed passed -> "passed";
      case Outcome.Failed failed -> failed.fault().blame().name();
      case Outcome.Skipped skipped -> "skipped";
      case Outcome.NotRun notRun -> notRun.fault().blame().name();
    };
  }

  private static JobInput elsewhere(JobInput in, String serial) {
    Slot slot = in.slot();
    return new JobInput(
        in.root(),
        new Slot(
            slot.id(),
            slot.port(),
            slot.boardType(),
            new BoardSerial(serial),
            slot.abilities(),
            slot.usbData(),
            Optional.empty()),
        in.offer(),
        in.imageFile(),
        in.tools());
  }

  private static VirtualRackOptions options() {
    return VirtualRackOptions.real().withRate(10);
  }
}
