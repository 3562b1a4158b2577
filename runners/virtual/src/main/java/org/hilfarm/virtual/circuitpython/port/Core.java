package org.hilfarm.virtual.circuitpython.port;

import java.time.Duration;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.circuitpython.console.Console;
import org.hilfarm.virtual.circuitpython.console.Inbox;

/**
 * The parts of one start of the firmware.
 *
 * @param startedNanos board time when the chip started
 */
public record Core(
    Chip chip,
    Inbox inbox,
    Console console,
    Settings settings,
    Disk disk,
    Dog dog,
    long startedNanos) {

  /** Board time since the chip started. */
  public Duration up() {
    return Duration.ofNanos(chip.time().nanos() - startedNanos);
  }
}
