package org.hilfarm.model.board;

import org.hilfarm.firmware.ImageFormat;

/** The way an image gets onto a board. */
public enum FlashMethod {
  /** A {@code .bin} at 0x0 by esptool through the ESP32-S2's ROM; replaces the UF2 bootloader. */
  ESPTOOL(ImageFormat.BIN),
  /** A {@code .uf2} copied onto TinyUF2's drive (ESP32-S2). */
  TINYUF2(ImageFormat.UF2),
  /** A {@code .uf2} copied onto the Adafruit nRF52 bootloader's drive. */
  NRF_UF2(ImageFormat.UF2),
  /** A {@code .uf2} copied onto the RP2040's BOOTSEL drive. */
  BOOTSEL(ImageFormat.UF2);

  private final ImageFormat format;

  FlashMethod(ImageFormat format) {
    this.format = format;
  }

  /** The kind of file it writes. */
  public ImageFormat format() {
    return format;
  }
}
