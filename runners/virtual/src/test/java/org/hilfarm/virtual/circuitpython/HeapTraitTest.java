package org.hilfarm.virtual.circuitpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.board.ResetCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a heap with a trait of a demonstration does whatever the collector met before. */
class HeapTraitTest {
  private static final String FULL_THEN_IN_PIECES_THEN_EMPTY =
      """
      import gc
      whole = gc.mem_free()
      kept = [None] * 1000
      try:
          for i in range(1000):
              kept[i] = bytearray(512)
      except MemoryError:
          for j in range(i - 16, i):
              kept[j] = None
          gc.collect()
      for j in range(0, i, 2):
          kept[j] = None
      gc.collect()
      kept = None
      gc.collect()
      try:
          print('a block of', len(bytearray(whole * 2 // 5)) and 'two fifths')
      except MemoryError:
          print('no block')
      """;

  @Test
  void a_good_heap_that_was_in_pieces_is_one_again(@TempDir Path work, @TempDir Path drive)
      throws Exception {
    assertThat(said(work, TestBoard.Settings.pico(drive))).startsWith("OKa block of two fifths");
  }

  @Test
  void one_that_never_joins_stays_in_pieces_also_when_it_was_full(
      @TempDir Path work, @TempDir Path drive) throws Exception {
    TestBoard.Settings settings = TestBoard.Settings.pico(drive).trait("memory", "never-joins");
    assertThat(said(work, settings)).startsWith("OKno block");
  }

  private static String said(Path work, TestBoard.Settings settings) throws Exception {
    try (TestBoard board = new TestBoard(CircuitPython.factory(Tools.here(), work), settings)) {
      board.start(ResetCause.POWER_ON);
      assertThat(board.await(s -> s.endsWith("CTRL-D to reload.\r\n"))).as(board.sent()).isTrue();
      board.ask("\r", ">>> ");
      board.ask("\u0001", "exit\r\n>");
      return board.ask(FULL_THEN_IN_PIECES_THEN_EMPTY + "\u0004", "\u0004>");
    }
  }
}
