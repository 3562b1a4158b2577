package org.hilfarm.virtual.rack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Slot;
import org.hilfarm.virtual.board.Retained;
import org.hilfarm.virtual.demo.FactoryFlash;
import org.hilfarm.virtual.drive.CircuitPyDrive;
import org.hilfarm.virtual.fault.BoardFaults;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.flash.FlashMap;
import org.hilfarm.virtual.flash.FlashMemory;
import org.hilfarm.virtual.flash.RunningImage;
import org.hilfarm.virtual.life.Bootloaders;

/** What a board is made of, kept in a folder of its own. One thread. */
final class BoardParts implements AutoCloseable {
  private final BoardType type;
  private final Path folder;
  private final BoardFaults faults;
  private final FlashMemory flash;
  private final CircuitPyDrive drive;
  private Optional<RunningImage> found = Optional.empty();
  private long foundAt = -1;
  private boolean returning;

  BoardParts(Slot slot, BoardType type, Path boards, VirtualRackOptions options)
      throws IOException {
    this.type = type;
    this.folder = Files.createDirectories(boards.resolve(slot.id().value()));
    Files.createDirectories(workshop());
    this.faults = new BoardFaults(slot.serial(), options.faults());
    this.drive = new CircuitPyDrive(folder.resolve("circuitpy"), driveBytes(type));
    boolean fresh = !Files.exists(flashFile());
    this.flash =
        slot.emulated()
            ? FlashMemory.raw(flashFile(), type.flashBytes())
            : new FlashMemory(flashFile(), type.flashBytes());
    if (fresh && !slot.emulated()) {
      FactoryFlash.fill(flash, type, options.factoryVersion(), Bootloaders.TINYUF2_MARK);
    }
  }

  /**
   * CIRCUITPY's size: what is left of the flash on ESP32-S2 (user_fs) and RP2040 (from 1 MiB on), a
   * flash chip of 2 MiB beside the nRF52840.
   */
  private static long driveBytes(BoardType type) {
    return switch (type.family()) {
      case ESP32S2 -> 960 << 10;
      case NRF52840 -> 2 << 20;
      case RP2040 -> type.flashBytes() - (1 << 20);
    };
  }

  /** The image the chip would run; empty where there is none, or half of one. */
  Optional<RunningImage> image() {
    if (!flash.whole()) {
      return Optional.empty();
    }
    if (foundAt != flash.changes()) {
      FlashMap map = FlashMap.of(type);
      found =
          RunningImage.in(flash.used(map.application(), map.applicationBytes())).map(this::misread);
      returning |= foundAt >= 0;
      foundAt = flash.changes();
    }
    return found;
  }

  /** A board that ended up with another image than it was given has it until the next flash. */
  private RunningImage misread(RunningImage image) {
    if (foundAt < 0 || !faults.strikes(FaultStage.RETURN, FaultKind.WRONG_VERSION)) {
      return image;
    }
    Banner banner = image.banner();
    Banner other = new Banner("0.0.1-wrong", banner.date(), banner.machine());
    return new RunningImage(other, image.traits());
  }

  /** Whether the image has been written since the last start; asked once for each start. */
  boolean takeReturning() {
    boolean was = returning;
    returning = false;
    return was;
  }

  Retained freshRetained() {
    return new Retained(
        switch (type.family()) {
          case ESP32S2 -> 4096;
          case NRF52840, RP2040 -> 256;
        });
  }

  BoardType type() {
    return type;
  }

  BoardFaults faults() {
    return faults;
  }

  FlashMemory flash() {
    return flash;
  }

  CircuitPyDrive drive() {
    return drive;
  }

  Path flashFile() {
    return folder.resolve("flash");
  }

  Path nvm() {
    return folder.resolve("nvm");
  }

  /** Where images of drives are made. */
  Path workshop() {
    return folder.resolve("workshop");
  }

  @Override
  public void close() throws IOException {
    flash.close();
  }
}
