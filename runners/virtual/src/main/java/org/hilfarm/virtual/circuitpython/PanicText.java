package org.hilfarm.virtual.circuitpython;

/**
 * What a debug build of an ESP32-S2's CircuitPython prints on its UART0 when it crashes (esp-idf
 * components/esp_system/panic.c, port/arch/xtensa/panic_arch.c, xtensa debug_helpers.c). Release
 * builds print nothing ({@code PANIC_SILENT_REBOOT}).
 */
final class PanicText {
  /** A null pointer that was read. */
  static final String LOAD =
      """

      Guru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled.

      Core  0 register dump:
      PC      : 0x400d1234  PS      : 0x00060f30  A0      : 0x800d2f10  A1      : 0x3ffd0c40
      A2      : 0x00000000  A3      : 0x3ffb4a20  A4      : 0x00000010  A5      : 0x3ffd0c70
      A6      : 0x00000001  A7      : 0x00000000  A8      : 0x800d1229  A9      : 0x3ffd0c10
      A10     : 0x3ffb4a20  A11     : 0x00000000  A12     : 0x00000003  A13     : 0x3ffd0d20
      A14     : 0x00000000  A15     : 0x00000001  SAR     : 0x0000001e  EXCCAUSE: 0x0000001c
      EXCVADDR: 0x00000000  LBEG    : 0x00000000  LEND    : 0x00000000  LCOUNT  : 0x00000000

      Backtrace: 0x400d1231:0x3ffd0c40 0x400d2f0d:0x3ffd0c70 0x400e0a42:0x3ffd0ca0 0x400829b6:0x3ffd0cd0

      ELF file SHA256: 0000000000000000

      Rebooting...
      """
          .replace("\n", "\r\n");

  private PanicText() {}
}
