package org.hilfarm.model.reset;

import java.time.Instant;
import java.util.Optional;

/**
 * What each source says of one start of a board. A source that could not be asked is empty: not
 * seen is not the same as not so.
 *
 * @param resetReason {@code microcontroller.cpu.reset_reason}
 * @param safeModeReason {@code supervisor.runtime.safe_mode_reason}
 * @param runReason {@code supervisor.runtime.run_reason}
 * @param romLine the chip's ROM boot line on a debug UART, such as {@code rst:0x8
 *     (TG1WDT_SYS_RST),boot:0x8 (SPI_FAST_FLASH_BOOT)}
 * @param usbLeft when the device left the bus
 * @param usbBack when it came back
 * @param uart what else a debug UART said of this start
 * @param power when the farm had taken the port's power before it
 * @param bootOut {@code boot_out.txt}: version, board id, uid, and what boot.py printed
 */
public record Witnesses(
    Optional<ResetReason> resetReason,
    Optional<SafeModeReason> safeModeReason,
    Optional<RunReason> runReason,
    Optional<String> romLine,
    Optional<Instant> usbLeft,
    Optional<Instant> usbBack,
    Optional<UartWords> uart,
    Optional<PowerCut> power,
    Optional<String> bootOut) {

  /** What the firmware, the ROM and the bus say. */
  public Witnesses(
      Optional<ResetReason> resetReason,
      Optional<SafeModeReason> safeModeReason,
      Optional<RunReason> runReason,
      Optional<String> romLine,
      Optional<Instant> usbLeft,
      Optional<Instant> usbBack) {
    this(
        resetReason,
        safeModeReason,
        runReason,
        romLine,
        usbLeft,
        usbBack,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Nobody saw anything. */
  public static Witnesses none() {
    return new Witnesses(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** With the run reason that code.py was told. */
  public Witnesses withRunReason(Optional<RunReason> told) {
    return new Witnesses(
        resetReason, safeModeReason, told, romLine, usbLeft, usbBack, uart, power, bootOut);
  }

  /** With what was heard on the debug UART. */
  public Witnesses withUart(Optional<String> line, Optional<UartWords> words) {
    return new Witnesses(
        resetReason, safeModeReason, runReason, line, usbLeft, usbBack, words, power, bootOut);
  }

  /** With when the port had no power before it. */
  public Witnesses withPower(Optional<PowerCut> cut) {
    return new Witnesses(
        resetReason, safeModeReason, runReason, romLine, usbLeft, usbBack, uart, cut, bootOut);
  }

  /** With the board's {@code boot_out.txt}. */
  public Witnesses withBootOut(Optional<String> text) {
    return new Witnesses(
        resetReason, safeModeReason, runReason, romLine, usbLeft, usbBack, uart, power, text);
  }
}
