package org.hilfarm.virtual.life;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.UsbIdentity;
import org.hilfarm.virtual.board.Firmware;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.flash.RunningImage;
import org.hilfarm.virtual.usb.Face;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chip that runs the firmware in its flash: serial port and CIRCUITPY drive on USB. */
public final class Application implements Life, Face {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  /** A host's write is over when nothing more was written for so long (wall time). */
  private static final Duration DRIVE_QUIET = Duration.ofMillis(15);

  private static final int TOUCH = 1200;

  /** As long as a trait's text can be. */
  private static final int TEXT = 40;

  private final Board board;
  private final Firmware.Factory factory;
  private final RunningChip chip;
  private final ResetCause cause;
  private @Nullable Firmware firmware;
  private Board.Alarm driveQuiet = () -> {};
  private final boolean returning;
  private final RunningImage image;
  private String heard = "";
  private boolean hung;
  private boolean deaf;

  /**
   * Runs what was found in flash.
   *
   * @param returning whether this is the first start of a newly written image
   */
  public Application(
      Board board,
      Firmware.Factory factory,
      ResetCause cause,
      RunningImage image,
      boolean returning) {
    this.board = board;
    this.factory = factory;
    this.returning = returning;
    this.image = image;
    this.cause = cause;
    if (returning) {
      board.faults().mend(FaultStage.RUNNING, FaultKind.DEAF);
      Overwritten.clear(board);
    }
    this.chip = new RunningChip(board, this, cause, image);
  }

  @Override
  public double microamps(Family family) {
    return chip.microamps();
  }

  @Override
  public void begin() {
    RomLog.starts(board, cause);
    if (!returning) {
      boot();
    } else if (!board.faults().strikes(FaultStage.RETURN, FaultKind.SILENCE)) {
      double late = board.faults().amount(FaultStage.RETURN, FaultKind.LATE_RETURN).orElse(0);
      var unused = board.after(this, seconds(late), this::boot);
    }
  }

  private void boot() {
    if (!image.shows()) {
      return;
    }
    Firmware booted = factory.boot(chip);
    firmware = booted;
    booted.start();
    board
        .faults()
        .amount(FaultStage.RUNNING, FaultKind.BROWN_OUT)
        .ifPresent(
            at -> {
              var unused = board.after(this, seconds(at), () -> board.restart(ResetCause.BROWNOUT));
            });
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  @Override
  public UsbIdentity identity() {
    return board.type().usb().application();
  }

  @Override
  public String serial() {
    String own = board.slot().serial().value();
    return chip.hasOtherSerial() ? new StringBuilder(own).reverse().toString() : own;
  }

  @Override
  public Optional<Path> makeDisk(Path folder) throws IOException {
    return board.faults().lasts(FaultStage.RUNNING, FaultKind.MISSING_DRIVE)
        ? Optional.empty()
        : Optional.of(board.drive().makeImage(folder));
  }

  @Override
  public void plugged(Optional<Path> disk) {
    disk.ifPresent(board.drive()::shownAt);
  }

  @Override
  public void unplugging() {
    driveQuiet.cancel();
    var unused = follow();
    board.drive().vanished();
  }

  @Override
  public void opened() {
    Firmware running = firmware;
    if (running != null) {
      running.consoleOpened();
    }
  }

  @Override
  public void received(byte[] bytes) {
    Firmware running = firmware;
    hung |= board.faults().strikes(FaultStage.RUNNING, FaultKind.HANG) || hangsAt(bytes);
    deaf |= board.faults().strikes(FaultStage.RUNNING, FaultKind.DEAF);
    deaf |= board.faults().lasts(FaultStage.RUNNING, FaultKind.RUINED);
    if (running != null && !hung && !deaf) {
      running.received(bytes);
    }
  }

  /** Texts may come in pieces. */
  private boolean hangsAt(byte[] bytes) {
    if (image.hangsAt().isEmpty()) {
      return false;
    }
    String all = heard + new String(bytes, StandardCharsets.ISO_8859_1);
    heard = all.substring(Math.max(0, all.length() - TEXT));
    return all.contains(image.hangsAt().get());
  }

  @Override
  public void closed(int baud) {
    Firmware running = firmware;
    if (running == null) {
      return;
    }
    running.consoleClosed();
    if (baud == TOUCH && !hung) {
      running.touchedAt1200();
    }
  }

  @Override
  public void diskWritten() {
    driveQuiet.cancel();
    driveQuiet =
        board.afterWall(
            this,
            DRIVE_QUIET,
            () -> {
              Firmware running = firmware;
              if (follow() && running != null && !hung) {
                running.driveWritten();
              }
            });
  }

  @Override
  public void pin(int number, boolean level) {
    Firmware running = firmware;
    if (running != null) {
      running.pinMoved();
    }
  }

  private boolean follow() {
    try {
      return board.drive().hostWrote();
    } catch (IOException e) {
      LOG.warn("the drive of {} cannot be read back", board.slot().id(), e);
      return false;
    }
  }

  void folderChanged() {
    try {
      board.drive().folderChanged();
    } catch (IOException e) {
      LOG.warn("the drive of {} cannot be rewritten", board.slot().id(), e);
    }
  }

  @Override
  public void close() {
    chip.stop();
    Firmware running = firmware;
    firmware = null;
    if (running != null) {
      running.close();
    }
    board.usb().hide();
  }
}
