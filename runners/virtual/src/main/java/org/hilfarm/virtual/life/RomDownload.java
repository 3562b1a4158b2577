package org.hilfarm.virtual.life;

import java.time.Duration;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.board.UsbIdentity;
import org.hilfarm.virtual.fault.BoardFaults;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.rom.Answer;
import org.hilfarm.virtual.rom.RomLoader;
import org.hilfarm.virtual.usb.Face;

/**
 * The ESP32-S2's ROM in download mode over USB-OTG (303A:0002). FORCE_DOWNLOAD_BOOT holds it there:
 * only a power cycle ends it.
 */
final class RomDownload implements Life, Face {
  private static final UsbIdentity USUAL =
      new UsbIdentity(new UsbId(0x303A, 0x0002), "Espressif", "ESP32-S2");

  private final Board board;
  private final RomLoader loader;
  private boolean silent;

  RomDownload(Board board) {
    this.board = board;
    this.loader = new RomLoader(board.slot().serial(), board.flash());
  }

  @Override
  public void begin() {
    RomLog.downloads(board);
    silent = board.faults().strikes(FaultStage.CONNECT, FaultKind.SILENCE);
    board.usb().show(this);
  }

  @Override
  public UsbIdentity identity() {
    return board.type().usb().rom().orElse(USUAL);
  }

  @Override
  public String serial() {
    return "0";
  }

  @Override
  public void received(byte[] bytes) {
    if (silent) {
      return;
    }
    for (Answer answer : loader.received(bytes)) {
      strike(answer.step());
      if (!silent) {
        Duration busy = slowed(answer);
        if (busy.isZero()) {
          answer.packets().forEach(board.usb()::send);
        } else {
          var unused = board.after(this, busy, () -> answer.packets().forEach(board.usb()::send));
        }
      }
    }
  }

  private Duration slowed(Answer answer) {
    double factor = board.faults().amount(FaultStage.FLASHING, FaultKind.SLOW_FLASH).orElse(1);
    return Duration.ofNanos((long) (answer.busy().toNanos() * factor));
  }

  private void strike(Answer.Step step) {
    BoardFaults faults = board.faults();
    boolean verifying = step == Answer.Step.VERIFY;
    boolean writing = step == Answer.Step.WRITE;
    if (writing && faults.strikes(FaultStage.FLASHING, FaultKind.DISCONNECT, loader.done())) {
      silent = true;
      board.usb().hide();
    } else if (writing) {
      silent = faults.strikes(FaultStage.FLASHING, FaultKind.SILENCE, loader.done());
    } else if (verifying) {
      silent = faults.strikes(FaultStage.VERIFY, FaultKind.SILENCE);
    }
  }

  @Override
  public void close() {
    loader.close();
    board.usb().hide();
  }
}
