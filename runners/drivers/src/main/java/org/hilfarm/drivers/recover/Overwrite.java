package org.hilfarm.drivers.recover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;

/**
 * A good image with the rest of the chip behind it as erased bytes: written, nothing is left of
 * what was there. The ESP32-S2's ROM erases what it writes (esptool, flash_defl_begin), an RP2040's
 * takes every address of its flash (pico-bootrom, is_address_flash). TinyUF2 and the nRF52's
 * bootloader only write their application's area, so on their boards there is none. Closing it
 * deletes the file.
 *
 * @param image the same, with this file's digest
 * @param file its bytes
 * @param type the board's, where an image may write everywhere
 */
record Overwrite(Image image, Path file, BoardType type) implements AutoCloseable {
  /** Where an RP2040 sees its flash (RP2040 datasheet, address map). */
  private static final long RP2040_XIP = 0x10000000L;

  /** The image as it is to be written; empty where the loader does not reach the whole chip. */
  static Optional<Overwrite> of(BoardType type, KnownGood good)
      throws IOException, InterruptedException {
    return switch (type.flash()) {
      case ESPTOOL -> Optional.of(file(type, good.image(), joined(type, good.file())));
      case BOOTSEL -> Optional.of(rp2040(type, good));
      case TINYUF2, NRF_UF2 -> Optional.empty();
    };
  }

  private static byte[] joined(BoardType type, ImageArrival good)
      throws IOException, InterruptedException {
    return filled(type, 0, Files.readAllBytes(good.await()));
  }

  private static Overwrite rp2040(BoardType type, KnownGood good)
      throws IOException, InterruptedException {
    try {
      Uf2File uf2 = Uf2File.parse(Files.readAllBytes(good.file().await()));
      byte[] chip = filled(type, uf2.start() - RP2040_XIP, uf2.flash());
      MemoryArea all = new MemoryArea(RP2040_XIP, RP2040_XIP + chip.length);
      byte[] file = Uf2File.of(uf2.family(), RP2040_XIP, chip).encode();
      return file(type.writing(all), good.image(), file);
    } catch (MalformedImageException e) {
      throw new IOException(
          "%s is no UF2 file: %s".formatted(good.image().fileName(), e.getMessage()), e);
    }
  }

  /** The whole chip: these bytes from there on, and 0xFF everywhere else. */
  private static byte[] filled(BoardType type, long start, byte[] bytes) throws IOException {
    if (start < 0 || start + bytes.length > type.flashBytes()) {
      throw new IOException(
          "the baseline does not fit the %d bytes of flash of %s"
              .formatted(type.flashBytes(), type.id()));
    }
    byte[] chip = new byte[Math.toIntExact(type.flashBytes())];
    Arrays.fill(chip, (byte) 0xFF);
    System.arraycopy(bytes, 0, chip, (int) start, bytes.length);
    return chip;
  }

  private static Overwrite file(BoardType type, Image good, byte[] bytes) throws IOException {
    Path file = Files.createTempFile("hil-farm-overwrite-", "." + good.format().extension());
    Files.write(file, bytes);
    Image whole =
        new Image(
            good.boardType(),
            good.format(),
            good.fileName(),
            Sha256.of(bytes),
            bytes.length,
            good.banner());
    return new Overwrite(whole, file, type);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
