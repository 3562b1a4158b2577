package org.hilfarm.virtual.life;

import java.time.Duration;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.model.board.UsbIdentity;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.usb.Face;

/**
 * The Adafruit nRF52 bootloader after a 1200-baud touch (GPREGRET 0x4E): a serial port without a
 * drive, and the application again after three seconds in which nothing came (its src/main.c).
 */
final class SerialBootloader implements Life, Face {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Board board;
  private Board.Alarm giveUp = () -> {};

  SerialBootloader(Board board) {
    this.board = board;
  }

  @Override
  public void begin() {
    board.usb().show(this);
    waitOn();
  }

  private void waitOn() {
    giveUp.cancel();
    giveUp = board.after(this, PATIENCE, () -> board.restart(ResetCause.SOFTWARE));
  }

  @Override
  public UsbIdentity identity() {
    UsbIdentities usb = board.type().usb();
    return usb.bootloaderWithoutDrive().orElse(usb.bootloader());
  }

  @Override
  public String serial() {
    return board.slot().serial().value();
  }

  @Override
  public void received(byte[] bytes) {
    waitOn();
  }

  @Override
  public void close() {
    giveUp.cancel();
    board.usb().hide();
  }
}
