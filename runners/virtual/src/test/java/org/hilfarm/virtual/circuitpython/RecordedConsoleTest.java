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
  void the_raw_repl(@TempDir Path work, @TempDir Path drive) throws Exception {
    replay("02-raw-repl.jsonl", work, drive, 10, step -> false);
  }

  @Test
  void what_survives_a_switch_of_the_repl(@TempDir Path work, @TempDir Path drive)
      throws Exception {
    replay("14-mode-switch-state.jsonl", work, drive, 10, step -> false);
  }
}
