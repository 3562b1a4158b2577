package org.hilfarm.virtual.circuitpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.hilfarm.model.board.I2cPins;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.board.Firmware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A virtual Pico says byte for byte what a real firmware said to the same host. */
class RecordedConsoleTest {
  /** Where the emulated devices were. */
  private static final I2cPins BUS = new I2cPins("GP0", "GP1");

  private static final I2cTarget TARGET = new I2cTarget(0x76, 0xd0, 0x58);

  /**
   * What the emulated device answers is its own; an absent address timed out there where silicon
   * has no acknowledge (ports/raspberrypi/common-hal/busio/I2C.c), and its I2C block was confused
   * from then on.
   */
  private static final Predicate<String> EMULATED_I2C =
      Set.of("b", "i.writeto(0x20,b\"x\")", "i.readfrom_into(0x76,b)", "i.readfrom_into(0x20,b)")
          ::contains;

  private static void replay(
      String recording, Path work, Path drive, long rate, Predicate<String> skipped)
      throws Exception {
    replay(recording, work, TestBoard.Settings.pico(drive).rate(rate), skipped, s -> s);
  }

  private static void replay(
      String recording,
      Path work,
      TestBoard.Settings settings,
      Predicate<String> skipped,
      UnaryOperator<String> here)
      throws Exception {
    Firmware.Factory factory = CircuitPython.factory(Tools.here(), work);
    try (TestBoard board = new TestBoard(factory, settings)) {
      assertThat(new Replay(board, skipped, here).play(Recording.of(recording))).isEmpty();
    }
  }

  @Test
  void the_raw_repl_and_raw_paste(@TempDir Path work, @TempDir Path drive) throws Exception {
    replay("02-raw-repl.jsonl", work, drive, 10, step -> false);
  }

  @Test
  void what_survives_a_switch_of_the_repl(@TempDir Path work, @TempDir Path drive)
      throws Exception {
    replay("14-mode-switch-state.jsonl", work, drive, 10, step -> false);
  }

  @Test
  void what_host_tools_send_to_get_in(@TempDir Path work, @TempDir Path drive) throws Exception {
    // The port was opened late by chance there, in the middle of a loop.
    replay("13-host-entry-sequences.jsonl", work, drive, 10, s -> s.startsWith("hard reset"));
  }

  @Test
  void code_py_and_its_reloads(@TempDir Path work, @TempDir Path drive) throws Exception {
    replay("03-code-py-reload.jsonl", work, drive, 10, step -> false);
  }

  @Test
  void resets_and_safe_mode(@TempDir Path work, @TempDir Path drive) throws Exception {
    replay("06-resets-safe-mode.jsonl", work, drive, 10, step -> false);
  }

  @Test
  void the_watchdog_and_its_errors(@TempDir Path work, @TempDir Path drive) throws Exception {
    replay("05-watchdog.jsonl", work, drive, 5, step -> false);
  }

  @Test
  void alarms_and_pretended_sleep(@TempDir Path work, @TempDir Path drive) throws Exception {
    // The emulated pin has no pull-up and wakes the board at once.
    replay("07-alarm-sleep.jsonl", work, drive, 10, s -> s.contains("a pin that never changes"));
  }

  @Test
  void the_first_start_and_the_prompt(@TempDir Path work, @TempDir Path drive) throws Exception {
    replay("01-cold-boot-repl.jsonl", work, drive, 10, step -> false);
  }

  @Test
  void what_the_modules_have(@TempDir Path work, @TempDir Path drive) throws Exception {
    TestBoard.Settings settings = TestBoard.Settings.pico(drive);
    // The emulated bus of STEMMA_I2C had pull-ups.
    replay("09-surface.jsonl", work, settings.i2c(TARGET), step -> false, s -> s);
  }

  @Test
  void errors_and_their_texts(@TempDir Path work, @TempDir Path drive) throws Exception {
    TestBoard.Settings settings = TestBoard.Settings.pico(drive);
    // The emulated bus had two devices, a slot has one; emulated outputs cannot be read back.
    replay(
        "10-errors.jsonl",
        work,
        settings.bus(BUS).i2c(TARGET),
        step -> false,
        s -> s.replace("['0x3c', '0x76']", "['0x76']").replace(">OKFalse\r\n", ">OKTrue\r\n"));
  }

  @Test
  void a_flood_of_output(@TempDir Path work, @TempDir Path drive) throws Exception {
    replay("11-output-flood.jsonl", work, drive, 10, step -> false);
  }

  @Test
  void transfers_on_the_i2c_bus(@TempDir Path work, @TempDir Path drive) throws Exception {
    TestBoard.Settings settings = TestBoard.Settings.pico(drive);
    replay("15-i2c-transfers.jsonl", work, settings.bus(BUS).i2c(TARGET), EMULATED_I2C, s -> s);
  }

  /**
   * Recorded from 10.0.0, which is older than what this board is made after; what is typed there is
   * what both answer alike, but for the title.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "16-numbers-and-text.jsonl",
        "17-files-and-settings.jsonl",
        "18-exceptions-and-classes.jsonl",
        "19-modules.jsonl",
        "20-pins.jsonl",
        "23-memory.jsonl"
      })
  void what_scripts_and_users_do(String name, @TempDir Path work, @TempDir Path drive)
      throws Exception {
    TestBoard.Settings settings = TestBoard.Settings.pico(drive).i2c(TARGET);
    settings = settings.banner(Recording.of(name).firmware());
    replay(name, work, settings, step -> false, RecordedConsoleTest::withoutExceptionInTitle);
  }

  private static String withoutExceptionInTitle(String recorded) {
    return recorded.replaceAll("\\d+@[\\w./]+ \\w+ \\| ", "Done | ");
  }
}
