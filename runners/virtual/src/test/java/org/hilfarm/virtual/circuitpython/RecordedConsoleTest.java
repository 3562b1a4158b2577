package org.hilfarm.virtual.circuitpython;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.board.Firmware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A virtual Pico says byte for byte what a real firmware said to the same host. */
class RecordedConsoleTest {
  private static void replay(
      String recording, Path work, Path drive, long rate, Predicate<String> skipped)
      throws Exception {
    Firmware.Factory factory = CircuitPython.factory(Tools.here(), work);
    try (TestBoard board = new TestBoard(factory, TestBoard.Settings.pico(drive).rate(rate))) {
      new Replay(board, skipped).play(Recording.of(recording));
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
    // Completion of names is not modelled.
    replay("01-cold-boot-repl.jsonl", work, drive, 10, s -> s.startsWith("tab completion"));
  }
}
