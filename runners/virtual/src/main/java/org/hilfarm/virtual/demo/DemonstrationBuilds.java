package org.hilfarm.virtual.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Family;

/** Whole demonstration builds, laid out as CircuitPython's CI leaves them. */
public final class DemonstrationBuilds {
  private DemonstrationBuilds() {}

  /**
   * Writes one image of each format for each type that runs CircuitPython: {@code
   * <board_id>/en_US/adafruit-circuitpython-<board_id>-en_US-<version>.<ext>}.
   */
  public static void write(
      Path folder, Collection<BoardType> types, String version, Variant variant, long seed)
      throws IOException {
    List<BoardType> circuitPython =
        types.stream().filter(t -> t.firmware() == Firmware.CIRCUITPYTHON).toList();
    for (BoardType type : circuitPython) {
      DemonstrationImage image = new DemonstrationImage(type, version, variant, seed);
      put(folder, image, ImageFormat.UF2, image.uf2());
      if (type.family() == Family.ESP32S2) {
        put(folder, image, ImageFormat.BIN, image.bin());
      }
    }
  }

  private static void put(Path folder, DemonstrationImage image, ImageFormat format, byte[] bytes)
      throws IOException {
    String board = image.type().id().value();
    Path language = Files.createDirectories(folder.resolve(board).resolve("en_US"));
    String name =
        "adafruit-circuitpython-%s-en_US-%s.%s"
            .formatted(board, image.version(), format.extension());
    Files.write(language.resolve(name), bytes);
  }
}
