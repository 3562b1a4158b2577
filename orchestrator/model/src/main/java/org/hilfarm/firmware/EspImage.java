package org.hilfarm.firmware;

/**
 * The checks a CircuitPython {@code .bin} for the ESP32-S2 must pass before it may be written at
 * 0x0: bootloader at 0x1000, partition table at 0x8000, application at 0x10000, gaps 0xFF
 * (circuitpython tools/join_bins.py; image header: esptool, espressif image format).
 */
public final class EspImage {
  /** The chip id of the ESP32-S2 in the extended image header. */
  public static final int CHIP_ESP32S2 = 2;

  private static final int[] IMAGES = {0x1000, 0x10000};
  private static final int PARTITIONS = 0x8000;
  private static final int MAGIC = 0xE9;

  private EspImage() {}

  /** Throws where the file is no joined image for the ESP32-S2. */
  public static void check(byte[] file) throws MalformedImageException {
    if (file.length == 0) {
      throw new MalformedImageException("the file is empty");
    }
    if (file.length <= IMAGES[1] + 24) {
      throw new MalformedImageException(
          "it ends at 0x%x, before the application at 0x10000: it is cut short"
              .formatted(file.length));
    }
    for (int at : IMAGES) {
      if ((file[at] & 0xFF) != MAGIC) {
        throw new MalformedImageException(
            "no ESP image at 0x%x: the byte there is 0x%02x, not 0xe9"
                .formatted(at, file[at] & 0xFF));
      }
      int chip = (file[at + 12] & 0xFF) | (file[at + 13] & 0xFF) << 8;
      if (chip != CHIP_ESP32S2) {
        throw new MalformedImageException(
            "the image at 0x%x is for chip id %d, not for the ESP32-S2's %d"
                .formatted(at, chip, CHIP_ESP32S2));
      }
    }
    if ((file[PARTITIONS] & 0xFF) != 0xAA || (file[PARTITIONS + 1] & 0xFF) != 0x50) {
      throw new MalformedImageException("no partition table at 0x8000");
    }
  }
}
