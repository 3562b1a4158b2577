package org.hilfarm.drivers.flash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/**
 * Copies a {@code .uf2} onto the drive of a UF2 bootloader. The board resets during or just after
 * the last sector, so the copy may end with an I/O error although all went well: what counts is
 * that the bootloader left and something else came ({@link Departure}).
 *
 * @param tools where mtools is
 */
record Uf2Flasher(Tools tools) implements Flasher {
  /** TinyUF2 before 0.31.0 says nothing about its partitions: they are the classic ones. */
  private static final long CLASSIC_TINYUF2 = 0x160000;

  @Override
  public FlashOutcome flash(
      FlashTarget target, Image image, Path file, FlashListener listener, Deadline deadline)
      throws InterruptedException {
    FlashLog log = new FlashLog();
    try {
      ImageFile content = ImageFile.read(target, image, file);
      Uf2File uf2 = uf2(target, image, content);
      Attempt attempt = new Attempt(target, new RisingProgress(listener), log, deadline);
      Departure departure = new Departure(target, deadline);
      UsbDevice bootloader = departure.bootloader();
      log.note("the drive of %s is %s".formatted(target, bootloader.disks().getFirst()));
      boolean whole = write(attempt, bootloader, image, uf2, content);
      departure.await(bootloader, uf2.end() - uf2.start(), whole, log);
      attempt.listener().progress(100);
      return new FlashOutcome.Written(
          content.digest(), Duration.ofNanos(log.tookNanos()), log.text());
    } catch (FlashFailedException e) {
      log.note(e.fault().toString());
      return new FlashOutcome.Failed(e.fault(), log.text());
    }
  }

  private record Attempt(
      FlashTarget target, FlashListener listener, FlashLog log, Deadline deadline) {}

  private static Uf2File uf2(FlashTarget target, Image image, ImageFile content)
      throws FlashFailedException {
    try {
      Uf2File uf2 = Uf2File.parse(content.bytes());
      mustBeFor(target.type(), image, uf2);
      ImageFile.mustFit(target, image, target.type().application(), uf2.start(), uf2.end());
      return uf2;
    } catch (MalformedImageException e) {
      throw new FlashFailedException(
          FaultKind.FARM_BUG,
          "%s was accepted but is no UF2 file: %s".formatted(image.fileName(), e.getMessage()));
    }
  }

  /** A bootloader passes over blocks of another family and waits for ever. */
  private static void mustBeFor(BoardType type, Image image, Uf2File uf2)
      throws FlashFailedException {
    if (uf2.family() != type.family().uf2FamilyId()) {
      throw new FlashFailedException(
          FaultKind.FARM_BUG,
          String.format(
              Locale.ROOT,
              "%s was accepted but is for UF2 family 0x%08x; %s is of 0x%08x: nothing was written",
              image.fileName(),
              uf2.family(),
              type.id(),
              type.family().uf2FamilyId()));
    }
  }

  /** Whether the copy ended without an error. */
  private boolean write(
      Attempt attempt, UsbDevice bootloader, Image image, Uf2File uf2, ImageFile content)
      throws FlashFailedException, InterruptedException {
    Path disk = bootloader.disks().getFirst();
    FlashTarget target = attempt.target();
    BootVolume volume = new BootVolume(tools, disk, "flash " + target.port());
    try {
      check(attempt, volume.info(attempt.deadline()), image, uf2);
      attempt.listener().progress(0);
      return copy(attempt, volume, content);
    } catch (ToolMissingException e) {
      throw new FlashFailedException(
          FaultKind.TOOL_MISSING, "%s was not written: %s".formatted(target, e.getMessage()));
    } catch (IOException e) {
      throw Departure.stillThere(target, bootloader)
          ? new FlashFailedException(
              FaultKind.FLASH_FAILED,
              "the drive %s of %s cannot be used: %s".formatted(disk, target, e.getMessage()))
          : new FlashFailedException(
              FaultKind.DISCONNECTED,
              "%s left the bus before it was written: %s".formatted(target, e.getMessage()));
    }
  }

  private boolean copy(Attempt attempt, BootVolume volume, ImageFile content)
      throws FlashFailedException, IOException, ToolMissingException, InterruptedException {
    Ending ending;
    try (var progress =
        new WrittenSectors(
            "flash progress " + attempt.target().port(),
            attempt.target().root(),
            volume.disk(),
            content.bytes().length,
            attempt.listener())) {
      progress.begin();
      ending = volume.copy(content.file(), attempt.deadline());
    }
    attempt.log().words(ending.output());
    return switch (ending) {
      case Ending.Exited e -> {
        attempt.log().note("mcopy ended with exit value " + e.value());
        attempt.listener().progress(99);
        yield e.value() == 0;
      }
      case Ending.Overdue o ->
          throw new FlashFailedException(
              FaultKind.FLASH_TOO_SLOW,
              "%s did not take the image within %s; mcopy was ended and said last: %s"
                  .formatted(
                      attempt.target(),
                      FlashLog.budget(attempt.deadline()),
                      EsptoolOutput.lastLine(o.output())));
    };
  }

  private static void check(Attempt attempt, BootDriveInfo info, Image image, Uf2File uf2)
      throws FlashFailedException {
    FlashTarget target = attempt.target();
    attempt.log().note("INFO_UF2.TXT: %s, Board-ID %s".formatted(info.version(), info.boardId()));
    String expected = target.type().drive().boardId();
    if (!info.isFor(expected)) {
      throw new FlashFailedException(
          FaultKind.BOARD_MOVED,
          "the bootloader of %s says Board-ID \"%s\", not \"%s\": another board is plugged in there;"
                  .formatted(target, info.boardId(), expected)
              + " nothing was written");
    }
    switch (target.type().flash()) {
      case TINYUF2 ->
          ImageFile.mustFit(
              target,
              image,
              new MemoryArea(0, info.applicationBytes().orElse(CLASSIC_TINYUF2)),
              uf2.start(),
              uf2.end());
      case ESPTOOL, NRF_UF2, BOOTSEL -> {
        // their bootloaders have one layout only
      }
    }
  }
}
