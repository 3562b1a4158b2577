package org.hilfarm.model.build;

import java.util.Optional;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.BoardTypeId;

/**
 * One firmware image of a build.
 *
 * @param boardType which boards it is for
 * @param format the kind of file
 * @param fileName the file's own name, without folders
 * @param digest of the file's bytes
 * @param bytes the file's size
 * @param banner what the image says it is; a board that runs it says the same
 * @param elf what of its build's ELF file says which code is where; empty where none came with it
 */
public record Image(
    BoardTypeId boardType,
    ImageFormat format,
    String fileName,
    Sha256 digest,
    long bytes,
    Banner banner,
    Optional<Elf> elf) {

  /**
   * What a build's ELF file says of its code.
   *
   * @param digest of the bytes that were kept of it
   * @param bytes how many
   */
  public record Elf(Sha256 digest, long bytes) {}

  /** An image that came without an ELF file. */
  public Image(
      BoardTypeId boardType,
      ImageFormat format,
      String fileName,
      Sha256 digest,
      long bytes,
      Banner banner) {
    this(boardType, format, fileName, digest, bytes, banner, Optional.empty());
  }

  /** The same image with its ELF file. */
  public Image with(Elf file) {
    return new Image(boardType, format, fileName, digest, bytes, banner, Optional.of(file));
  }
}
