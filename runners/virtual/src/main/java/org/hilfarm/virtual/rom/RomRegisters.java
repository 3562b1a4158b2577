package org.hilfarm.virtual.rom;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.hilfarm.model.board.BoardSerial;

/**
 * The registers that esptool reads and writes (esptool 4.7, targets/esp32s2.py and the flash id by
 * SPI1 commands in loader.py). One thread.
 */
final class RomRegisters {
  private static final int CHIP_MAGIC = 0x40001000;
  private static final int UARTDEV_BUF_NO = 0x3FFFFD14;
  private static final int USB_OTG = 2;
  private static final int MAC_LOW = 0x3F41A044;
  private static final int MAC_HIGH = 0x3F41A048;
  private static final int SPI_COMMAND = 0x3F402000;
  private static final int SPI_USER_2 = 0x3F402020;
  private static final int SPI_WORD_0 = 0x3F402058;
  private static final int READ_ID = 0x9F;
  private static final int WINBOND = 0x40EF;

  private final Map<Integer, Integer> values = new HashMap<>();
  private final int flashId;

  RomRegisters(BoardSerial serial, long flashBytes) {
    flashId = WINBOND | (63 - Long.numberOfLeadingZeros(flashBytes)) << 16;
    values.put(CHIP_MAGIC, 0x000007C6);
    values.put(UARTDEV_BUF_NO, USB_OTG);
    long mac = mac(serial.value());
    values.put(MAC_LOW, (int) mac);
    values.put(MAC_HIGH, (int) (mac >>> 32) & 0xFFFF);
  }

  /** The serial number is the MAC in hex; anything else gives some MAC. */
  private static long mac(String serial) {
    boolean hex = serial.length() == 12 && serial.chars().allMatch(HexFormat::isHexDigit);
    return hex ? HexFormat.fromHexDigitsToLong(serial) : serial.hashCode() & 0xFFFFFFFFL;
  }

  int read(int address) {
    return values.getOrDefault(address, 0);
  }

  /** A command is over as soon as it is given. */
  void write(int address, int value) {
    if (address == SPI_COMMAND) {
      boolean id = (read(SPI_USER_2) & 0xFF) == READ_ID;
      values.put(SPI_WORD_0, id ? flashId : 0);
    } else {
      values.put(address, value);
    }
  }
}
