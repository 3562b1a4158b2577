package org.hilfarm.server.intake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.BoardTypeId;

/**
 * The name CircuitPython's CI gives an image: {@code
 * adafruit-circuitpython-<board_id>-<lang>-<version>.uf2} (circuitpython
 * tools/build_release_files). Only {@code en_US} counts; every other name is none of ours.
 *
 * @param boardType whose image
 * @param format by its ending
 */
record ImageName(BoardTypeId boardType, ImageFormat format) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "adafruit-circuitpython-([A-Za-z0-9._-]{1,80}?)-en_US-[A-Za-z0-9.+_-]{1,80}\\.(uf2|bin)");

  /** Reads a file's own name, without folders. */
  static Optional<ImageName> of(String fileName) {
    Matcher m = SHAPE.matcher(fileName);
    if (!m.matches()) {
      return Optional.empty();
    }
    ImageFormat format = m.group(2).equals("uf2") ? ImageFormat.UF2 : ImageFormat.BIN;
    return Optional.of(new ImageName(new BoardTypeId(m.group(1)), format));
  }
}
