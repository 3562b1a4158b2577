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
 */
public record Witnesses(
    Optional<ResetReason> resetReason,
    Optional<SafeModeReason> safeModeReason,
    Optional<RunReason> runReason,
    Optional<String> romLine,
    Optional<Instant> usbLeft,
    Optional<Instant> usbBack) {

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
}
