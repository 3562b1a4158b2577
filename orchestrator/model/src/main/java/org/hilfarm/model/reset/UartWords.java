package org.hilfarm.model.reset;

import java.util.List;
import java.util.Optional;

/**
 * What a board's debug UART said of a start beside the ROM's line: what came before it (a panic of
 * the life that ended there) and what came with it. All of it is the firmware's or the ROM's own
 * text, cut to what is needed.
 *
 * @param starts how often the ROM began; more than one is a chip that starts again and again
 * @param savedPc where the program was when a watchdog bit, such as {@code 0x40028200}; decoded
 *     where the build's ELF is known
 * @param panic the panic's headline with its most telling registers
 * @param frames the backtrace's addresses, innermost first; decoded where the build's ELF is known
 * @param garbled whether most of it is no text, as a wrong baud rate makes it
 */
public record UartWords(
    int starts,
    Optional<String> savedPc,
    Optional<String> panic,
    List<String> frames,
    boolean garbled) {
  public UartWords {
    frames = List.copyOf(frames);
  }

  /** Nothing was said. */
  public static UartWords none() {
    return new UartWords(0, Optional.empty(), Optional.empty(), List.of(), false);
  }
}
