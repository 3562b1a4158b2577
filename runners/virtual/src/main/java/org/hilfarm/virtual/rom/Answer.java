package org.hilfarm.virtual.rom;

import java.time.Duration;
import java.util.List;

/**
 * What the ROM says to a command.
 *
 * @param packets to send, packed as SLIP frames; none where it says nothing
 * @param busy how long the chip works before it says so, in board time
 * @param step which part of a flash this was
 */
public record Answer(List<byte[]> packets, Duration busy, Step step) {
  /** Parts of a flash, for faults to strike in. */
  public enum Step {
    TALK,
    ERASE,
    WRITE,
    VERIFY
  }

  public Answer {
    packets = List.copyOf(packets);
  }
}
