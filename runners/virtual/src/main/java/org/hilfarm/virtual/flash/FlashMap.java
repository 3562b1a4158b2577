package org.hilfarm.virtual.flash;

import java.util.OptionalLong;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.FlashMethod;

/**
 * Where things are in a board's flash, as offsets into the chip.
 *
 * <p>ESP32-S2: the second stage at 0x1000, the application (ota_0) at 0x10000, to which TinyUF2's
 * addresses are relative; 0x2C0000 bytes of it in the layout without OTA (circuitpython
 * ports/espressif, partitions-4MB-no-ota.csv). nRF52840: addresses are offsets, the application
 * lies behind the SoftDevice (ports/nordic). RP2040: flash is seen at 0x10000000, the firmware's
 * region is 1020 KiB (ports/raspberrypi/mpconfigport.h).
 *
 * @param uf2Base what is taken off a UF2 block's address, or added when negative
 * @param application offset of the region whose image runs
 * @param applicationBytes its size
 */
public record FlashMap(long uf2Base, long application, long applicationBytes) {
  /** Where the ESP32-S2's ROM looks for the second stage. */
  public static final int SECOND_STAGE = 0x1000;

  /** From here on there is no second stage any more. */
  public static final int SECOND_STAGE_END = 0x8000;

  private static final int ESP_APPLICATION = 0x10000;
  private static final int ESP_APPLICATION_BYTES = 0x2C0000;
  private static final int NRF_APPLICATION = 0x26000;
  private static final int NRF_APPLICATION_END = 0xF4000;
  private static final int RP2040_XIP = 0x10000000;
  private static final int RP2040_FIRMWARE = 1020 << 10;

  /** The map of this type's chip. */
  public static FlashMap of(BoardType type) {
    return switch (type.family()) {
      case ESP32S2 ->
          new FlashMap(
              -ESP_APPLICATION,
              ESP_APPLICATION,
              type.flash() == FlashMethod.TINYUF2
                  ? type.application().end()
                  : ESP_APPLICATION_BYTES);
      case NRF52840 -> new FlashMap(0, NRF_APPLICATION, NRF_APPLICATION_END - NRF_APPLICATION);
      case RP2040 -> new FlashMap(RP2040_XIP, 0, RP2040_FIRMWARE);
    };
  }

  /**
   * What a UF2 bootloader of this type writes to: an RP2040's ROM to all of its flash
   * (pico-bootrom, is_address_flash), the others to the application only.
   */
  public static FlashMap writable(BoardType type) {
    return switch (type.family()) {
      case ESP32S2, NRF52840 -> of(type);
      case RP2040 -> new FlashMap(RP2040_XIP, 0, type.flashBytes());
    };
  }

  /** Where a UF2 block of this address goes; empty when that is not the application's region. */
  public OptionalLong offset(long uf2Address) {
    long offset = uf2Address - uf2Base;
    return offset >= application && offset < application + applicationBytes
        ? OptionalLong.of(offset)
        : OptionalLong.empty();
  }
}
