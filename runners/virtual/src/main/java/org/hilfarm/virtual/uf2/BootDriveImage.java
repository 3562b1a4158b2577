package org.hilfarm.virtual.uf2;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.virtual.fat.DriveTree;
import org.hilfarm.virtual.fat.FatShape;
import org.hilfarm.virtual.fat.FatWriter;
import org.hilfarm.virtual.flash.FlashMap;

/**
 * The drive of a UF2 bootloader. TinyUF2 and nRF52: 0x10109 sectors without a partition table (both
 * src/ghostfat.c). RP2040: 128 MiB with a partition table, clusters of 4 KiB (pico-bootrom,
 * virtual_disk.c). CURRENT.UF2 is not offered.
 */
public final class BootDriveImage {
  private static final int GHOST_SECTORS = 0x10109;
  private static final int BOOTROM_SECTORS = (128 << 20) / FatShape.SECTOR;
  private static final String INDEX =
      "<!doctype html>\n<html><body><script>location.replace(\"%s\");</script></body></html>\n";

  private BootDriveImage() {}

  /** The volume's geometry. */
  public static FatShape shape(BoardType type) {
    String label = type.drive().label();
    return switch (type.family()) {
      case ESP32S2, NRF52840 -> new FatShape(label, GHOST_SECTORS, 1, 2, 64, 0);
      case RP2040 -> new FatShape(label, BOOTROM_SECTORS - 1, 8, 2, 512, 1);
    };
  }

  /** Makes the image. */
  public static void create(Path file, BoardType type) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("INFO_UF2.TXT", info(type));
    files.put("INDEX.HTM", INDEX.formatted("https://circuitpython.org/board/" + type.id()));
    FatWriter.create(file, shape(type), DriveTree.ofTexts(files));
  }

  /** What INFO_UF2.TXT says. */
  static String info(BoardType type) {
    String model = type.drive().model();
    String board = type.drive().boardId();
    return switch (type.family()) {
      case ESP32S2 ->
          "TinyUF2 Bootloader 0.33.0 - tinyusb (0.18.0)\r\nModel: %s\r\nBoard-ID: %s\r\nDate: May 14 2025\r\nFlash Size: 0x%08X bytes\r\n"
              .formatted(model, board, FlashMap.of(type).applicationBytes());
      case NRF52840 ->
          "UF2 Bootloader 0.9.2 lib/nrfx (v2.0.0) lib/tinyusb (0.12.0) lib/uf2 (remotes/origin/configupdate-9-gadbb8c7)\r\nModel: %s\r\nBoard-ID: %s\r\nDate: Sep 21 2024\r\nSoftDevice: S140 6.1.1\r\n"
              .formatted(model, board);
      case RP2040 ->
          String.format(
              Locale.ROOT, "UF2 Bootloader v3.0\nModel: %s\nBoard-ID: %s\n", model, board);
    };
  }
}
