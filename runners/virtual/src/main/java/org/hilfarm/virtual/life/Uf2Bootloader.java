package org.hilfarm.virtual.life;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.hilfarm.firmware.Uf2Block;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.UsbIdentity;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.fault.BoardFaults;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.uf2.BootDriveImage;
import org.hilfarm.virtual.uf2.Taken;
import org.hilfarm.virtual.uf2.Uf2Transfer;
import org.hilfarm.virtual.uf2.WrittenSectors;
import org.hilfarm.virtual.usb.Face;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A UF2 bootloader with its drive: it programs what the host writes, and starts it when whole. */
final class Uf2Bootloader implements Life, Face {
  private static final Logger LOG = LoggerFactory.getLogger(Uf2Bootloader.class);

  /** Blocks programmed between two looks at the clock. */
  private static final int BATCH = 32;

  /** The ROM reboots this long after the last block (pico-bootrom, safe_reboot). */
  private static final Duration BOOTROM_FAREWELL = Duration.ofSeconds(1);

  private final Board board;
  private final ResetCause cause;
  private final Uf2Transfer transfer;
  private final Queue<Uf2Block> waiting = new ArrayDeque<>();
  private Optional<WrittenSectors> drive = Optional.empty();
  private boolean programming;
  private boolean lookAgain;
  private boolean silent;

  /**
   * @param cause why the chip started
   */
  Uf2Bootloader(Board board, ResetCause cause) {
    this.board = board;
    this.cause = cause;
    this.transfer = Uf2Transfer.of(board.type(), board.flash());
  }

  @Override
  public void begin() {
    RomLog.starts(board, cause);
    silent = board.faults().strikes(FaultStage.CONNECT, FaultKind.SILENCE);
    board.usb().show(this);
  }

  @Override
  public UsbIdentity identity() {
    return board.type().usb().bootloader();
  }

  @Override
  public String serial() {
    return board.type().family() == Family.RP2040 ? "E0C9125B0D9B" : board.slot().serial().value();
  }

  @Override
  public boolean hasTty() {
    return board.type().family() != Family.RP2040;
  }

  @Override
  public Optional<Path> makeDisk(Path folder) throws IOException {
    if (board.faults().strikes(FaultStage.CONNECT, FaultKind.MISSING_DRIVE)) {
      return Optional.empty();
    }
    Path image = folder.resolve("boot.img");
    BootDriveImage.create(image, board.type());
    return Optional.of(image);
  }

  @Override
  public void plugged(Optional<Path> disk) {
    drive = disk.map(WrittenSectors::new);
  }

  @Override
  public void unplugging() {
    drive = Optional.empty();
    waiting.clear();
  }

  @Override
  public void diskWritten() {
    lookAgain = true;
    program();
  }

  /** Programs a batch, then waits as long as the chip takes for it. */
  private void program() {
    if (programming || silent) {
      return;
    }
    look();
    int bytes = 0;
    for (int i = 0; i < BATCH && !waiting.isEmpty() && !silent; i++) {
      Uf2Block block = waiting.remove();
      Taken taken = transfer.take(block);
      bytes += taken == Taken.IGNORED ? 0 : block.payload().remaining();
      strike(taken);
      if (taken == Taken.COMPLETE && !silent) {
        complete();
        return;
      }
    }
    if ((bytes > 0 || !waiting.isEmpty()) && !silent) {
      programming = true;
      var unused = board.after(this, ProgramTime.of(board, bytes), this::programmed);
    }
  }

  private void programmed() {
    programming = false;
    program();
  }

  private void look() {
    if (!lookAgain || !waiting.isEmpty() || drive.isEmpty()) {
      return;
    }
    lookAgain = false;
    try {
      waiting.addAll(drive.get().fresh());
    } catch (IOException e) {
      LOG.warn("the drive of {} cannot be read", board.slot().id(), e);
    }
  }

  private void strike(Taken taken) {
    BoardFaults faults = board.faults();
    double done = taken == Taken.IGNORED ? 0 : transfer.done();
    if (done > 0 && faults.strikes(FaultStage.FLASHING, FaultKind.DISCONNECT, done)) {
      silent = true;
      board.usb().hide();
    } else if (done > 0 && faults.strikes(FaultStage.FLASHING, FaultKind.SILENCE, done)) {
      silent = true;
    }
  }

  private void complete() {
    silent = true;
    BoardFaults faults = board.faults();
    if (faults.strikes(FaultStage.VERIFY, FaultKind.STUCK_BOOTLOADER)
        || faults.strikes(FaultStage.VERIFY, FaultKind.SILENCE)) {
      return;
    }
    Duration farewell = board.type().family() == Family.RP2040 ? BOOTROM_FAREWELL : Duration.ZERO;
    var unused = board.after(this, farewell, () -> board.restart(ResetCause.UF2_LOADED));
  }

  @Override
  public void close() {
    board.usb().hide();
  }
}
