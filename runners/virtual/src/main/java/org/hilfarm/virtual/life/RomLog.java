package org.hilfarm.virtual.life;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.hilfarm.model.board.Family;
import org.hilfarm.virtual.board.ResetCause;

/**
 * What the ROM says on a board's debug UART when the chip starts. The ESP32-S2's does, on GPIO43 at
 * 115200 baud (its log in circuitpython issue 5305); the nRF52840 has no ROM that speaks, and the
 * RP2040's says nothing on a UART. CircuitPython's own debug console is off in release builds.
 */
final class RomLog {
  /** Where a watchdog found the program (circuitpython issue 5305). */
  private static final String SAVED_PC = "Saved PC:0x40028200\r\n";

  private RomLog() {}

  /** The chip starts what is in its flash. */
  static void starts(Board board, ResetCause cause) {
    say(
        board,
        cause(cause) + ",boot:0x8 (SPI_FAST_FLASH_BOOT)\r\n" + (watchdog(cause) ? SAVED_PC : ""),
        """
        SPIWP:0xee
        mode:DIO, clock div:1
        load:0x3ffe6100,len:0x4b0
        load:0x4004c000,len:0xa6c
        load:0x40050000,len:0x25c4
        entry 0x4004c198
        """);
  }

  /** The chip waits to be flashed. */
  static void downloads(Board board) {
    say(
        board,
        cause(ResetCause.SOFTWARE) + ",boot:0x0 (DOWNLOAD(USB/UART0/1/SPI))\r\n",
        "waiting for download\n");
  }

  private static void say(Board board, String start, String rest) {
    if (board.type().family() == Family.ESP32S2) {
      String text =
          "ESP-ROM:esp32s2-rc4-20191025\r\nBuild:Oct 25 2019\r\n"
              + start
              + rest.replace("\n", "\r\n");
      board.debug(text.getBytes(US_ASCII));
    }
  }

  private static boolean watchdog(ResetCause cause) {
    return cause == ResetCause.INTERRUPT_WATCHDOG;
  }

  /**
   * The task watchdog, which is the user's, ends in a panic that restarts by software (esp-idf
   * components/esp_system/panic.c).
   */
  private static String cause(ResetCause cause) {
    return switch (cause) {
      case POWER_ON, RESET_LINE -> "rst:0x1 (POWERON)";
      case BROWNOUT -> "rst:0xf (BROWNOUT_RST)";
      case SOFTWARE, WATCHDOG, UF2_LOADED -> "rst:0x3 (RTC_SW_SYS_RST)";
      case INTERRUPT_WATCHDOG -> "rst:0x8 (TG1WDT_SYS_RST)";
      case DEEP_SLEEP_WAKE -> "rst:0x5 (DSLEEP)";
    };
  }
}
