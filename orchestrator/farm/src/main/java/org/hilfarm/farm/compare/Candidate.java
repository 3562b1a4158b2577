package org.hilfarm.farm.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;

/**
 * The firmware that both boards get.
 *
 * @param file where it is
 * @param image what it is
 */
public record Candidate(Path file, Image image) {
  private static final long LARGEST = 16L << 20;

  /** Reads a UF2; throws IllegalArgumentException, in words, where it is none for this board. */
  public static Candidate read(Path file, BoardType type) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + ": there is no such file");
    }
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new IllegalArgumentException(
          "%s: it has %d bytes; a UF2 for the %s has at most %d"
              .formatted(file, size, type.id(), LARGEST));
    }
    byte[] bytes = Files.readAllBytes(file);
    Image image =
        new Image(
            type.id(),
            type.flash().format(),
            String.valueOf(file.getFileName()),
            Sha256.of(bytes),
            bytes.length,
            banner(file, bytes, type));
    return new Candidate(file, image);
  }

  private static Banner banner(Path file, byte[] bytes, BoardType type) {
    try {
      Banner banner =
          Banner.in(Uf2File.parse(bytes).flash())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          file + ": no CircuitPython banner is in it, so it is none for the farm"));
      if (!banner.machine().equals(type.bannerName())) {
        throw new IllegalArgumentException(
            "%s: it is for \"%s\", and the %s is \"%s\""
                .formatted(file, banner.machine(), type.id(), type.bannerName()));
      }
      return banner;
    } catch (MalformedImageException e) {
      throw new IllegalArgumentException(file + ": no whole UF2 file: " + e.getMessage(), e);
    }
  }
}
