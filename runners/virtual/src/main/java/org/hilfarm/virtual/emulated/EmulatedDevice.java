package org.hilfarm.virtual.emulated;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.board.UsbIdentity;
import org.hilfarm.virtual.life.Board;
import org.hilfarm.virtual.life.Life;
import org.hilfarm.virtual.usb.Face;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an emulated chip's firmware shows on USB, from one enumeration to its end. The host sees it
 * once its drive has been read.
 */
final class EmulatedDevice implements Face {
  private static final Logger LOG = LoggerFactory.getLogger(EmulatedDevice.class);

  /** A host's write is over when nothing more was written for so long (wall time). */
  private static final Duration DRIVE_QUIET = Duration.ofMillis(15);

  /** A string descriptor holds no more (USB 2.0, 9.6.7). */
  private static final int LONGEST = 126;

  private final Board board;
  private final Life life;
  private final ChipLink link;
  private final ChipEvent.Enumerated shown;
  private final Optional<EmulatedDrive> drive;
  private final HoldBack holdBack;
  private Board.Alarm driveQuiet = () -> {};
  private boolean complete;

  /** Throws where it offers a drive that cannot be. */
  EmulatedDevice(Board board, Life life, ChipLink link, ChipEvent.Enumerated shown)
      throws IOException {
    this.board = board;
    this.life = life;
    this.link = link;
    this.shown = shown;
    this.drive =
        shown.disk().isPresent()
            ? Optional.of(new EmulatedDrive(shown.disk().get()))
            : Optional.empty();
    this.holdBack = new HoldBack(board.usb()::hold);
  }

  /** Shows it at once where there is no drive to read first. */
  void begin() {
    if (drive.isEmpty()) {
      complete();
    }
  }

  private void complete() {
    complete = true;
    board.usb().show(this);
  }

  /** What its drive holds; no bytes say that all of it was told. */
  void holds(ChipEvent.Sectors sectors) throws IOException {
    if (drive.isPresent() && sectors.bytes().hasRemaining()) {
      drive.get().says(sectors.block(), Frame.rest(sectors.bytes()));
    } else if (!complete) {
      complete();
    }
  }

  void said(ChipEvent.Said said) {
    board.usb().send(Frame.rest(said.bytes()));
  }

  void taken(ChipEvent.Taken taken) {
    holdBack.took(taken.bytes());
  }

  void answered(ChipEvent.Wrote wrote) throws IOException {
    if (!wrote.taken()) {
      LOG.warn(
          "the board in {} refused a write of {} blocks to its drive",
          board.slot().id(),
          wrote.blocks());
    }
    if (drive.isPresent()) {
      drive.get().answered(wrote);
    }
  }

  @Override
  public UsbIdentity identity() {
    return new UsbIdentity(
        new UsbId(shown.vid(), shown.pid()), text(shown.manufacturer()), text(shown.product()));
  }

  @Override
  public String serial() {
    return text(shown.serial());
  }

  private static String text(String descriptor) {
    return descriptor
        .substring(0, Math.min(LONGEST, descriptor.length()))
        .replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public boolean hasTty() {
    return shown.cdc();
  }

  @Override
  public Optional<Path> makeDisk(Path folder) throws IOException {
    return drive.isPresent() ? Optional.of(drive.get().makeImage(folder)) : Optional.empty();
  }

  @Override
  public void plugged(Optional<Path> disk) {
    disk.ifPresent(node -> drive.ifPresent(d -> d.shownAt(node)));
  }

  @Override
  public void unplugging() {
    driveQuiet.cancel();
    passOn();
    drive.ifPresent(EmulatedDrive::vanished);
  }

  @Override
  public void opened() {
    link.terminalReady(true);
  }

  @Override
  public void received(byte[] bytes) {
    holdBack.gave(bytes.length);
    link.serial(bytes);
  }

  @Override
  public void closed(int baud) {
    if (baud > 0) {
      link.baud(baud);
    }
    link.terminalReady(false);
  }

  @Override
  public void diskWritten() {
    driveQuiet.cancel();
    driveQuiet = board.afterWall(life, DRIVE_QUIET, this::passOn);
  }

  /** What the host wrote goes to the device. */
  private void passOn() {
    try {
      if (drive.isPresent()) {
        var writes = drive.get().hostWrote();
        writes.forEach(w -> link.write(w.block(), Frame.rest(w.bytes())));
        if (!writes.isEmpty()) {
          link.written();
        }
      }
    } catch (IOException e) {
      LOG.warn("the drive of {} cannot be read", board.slot().id(), e);
    }
  }
}
