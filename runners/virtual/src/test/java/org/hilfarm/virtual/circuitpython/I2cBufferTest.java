package org.hilfarm.virtual.circuitpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.board.ResetCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a virtual board says of an I2C write without bytes to write. */
class I2cBufferTest {
  @Test
  void a_number_is_no_buffer(@TempDir Path work, @TempDir Path drive) throws Exception {
    // So said by CircuitPython 10.0.0 for raspberry_pi_pico on an emulated RP2040.
    TestBoard.Settings settings =
        TestBoard.Settings.pico(drive).i2c(new I2cTarget(0x76, 0xd0, 0x58));
    try (TestBoard board = new TestBoard(CircuitPython.factory(Tools.here(), work), settings)) {
      board.start(ResetCause.POWER_ON);
      assertThat(board.await(s -> s.endsWith("CTRL-D to reload.\r\n"))).as(board.sent()).isTrue();
      board.ask("\r", ">>> ");
      board.ask("\u0001", "exit\r\n>");
      String source =
          "import board\ni = board.STEMMA_I2C()\ni.try_lock()\ni.writeto(0x76, 5)\n\u0004";
      assertThat(board.ask(source, "\u0004>"))
          .endsWith("TypeError: object with buffer protocol required\r\n\u0004>");
    }
  }
}
