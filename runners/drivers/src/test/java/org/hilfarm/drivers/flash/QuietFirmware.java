package org.hilfarm.drivers.flash;

import java.util.concurrent.BlockingQueue;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.board.Firmware;

/** A firmware that only shows itself on USB; the test has its chip. */
record QuietFirmware(Chip chip) implements Firmware {
  /** Hands each start of a chip to the test. */
  static Factory into(BlockingQueue<Chip> starts) {
    return chip -> {
      starts.add(chip);
      return new QuietFirmware(chip);
    };
  }

  @Override
  public void start() {
    chip.attachUsb();
  }

  @Override
  public void received(byte[] bytes) {}

  @Override
  public void consoleOpened() {}

  @Override
  public void consoleClosed() {}

  @Override
  public void driveWritten() {}

  @Override
  public void touchedAt1200() {}

  @Override
  public void close() {}
}
