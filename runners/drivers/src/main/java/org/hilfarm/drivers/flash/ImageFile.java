package org.hilfarm.drivers.flash;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.report.FaultKind;

/**
 * An image's bytes, proven to be the image's.
 *
 * @param file where they are
 * @param digest theirs
 * @param bytes not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lives as long as one flash
record ImageFile(Path file, Sha256 digest, byte[] bytes) {

  /** Reads the file; it must be the image, of the kind the board takes, and fit the board. */
  static ImageFile read(FlashTarget target, Image image, Path file) throws FlashFailedException {
    if (image.format() != target.type().flash().format()
        || !image.boardType().equals(target.type().id())) {
      throw new FlashFailedException(
          FaultKind.FARM_BUG,
          "%s is a .%s for %s, but %s takes a .%s for its own type"
              .formatted(
                  image.fileName(),
                  image.format().extension(),
                  image.boardType(),
                  target,
                  target.type().flash().format().extension()));
    }
    ImageFile read = read(file);
    if (!read.digest().equals(image.digest())) {
      throw new FlashFailedException(
          FaultKind.FARM_BUG,
          "%s is not the image %s: its digest is %s, not %s"
              .formatted(file, image.fileName(), read.digest().brief(), image.digest().brief()));
    }
    return read;
  }

  private static ImageFile read(Path file) throws FlashFailedException {
    // a channel would take an interrupt for an I/O error
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] bytes = in.readAllBytes();
      return new ImageFile(file, Sha256.of(bytes), bytes);
    } catch (IOException e) {
      throw new FlashFailedException(
          FaultKind.FARM_BUG, "the image %s cannot be read: %s".formatted(file, e));
    }
  }

  /** Refuses what does not fit, before anything is written. */
  static void mustFit(FlashTarget target, Image image, MemoryArea space, long start, long end)
      throws FlashFailedException {
    if (!space.holds(start, end - start)) {
      throw new FlashFailedException(
          FaultKind.IMAGE_TOO_LARGE,
          "%s writes 0x%08x..0x%08x, but %s takes %s: nothing was written"
              .formatted(image.fileName(), start, end, target, space));
    }
  }
}
