package org.hilfarm.drivers.power;

import java.io.IOException;
import java.time.Duration;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.time.Deadline;

/** Runs a program that switches something to its end, and tells what it said where it failed. */
final class SwitchTool {
  /**
   * uhubctl may take seconds for one port (README of octoprobe's usbhubctl); a relay board, less.
   */
  static final Duration AT_MOST = Duration.ofSeconds(20);

  private static final int SAID = 300;

  private SwitchTool() {}

  /**
   * What it said, once it has ended with 0.
   *
   * @param failed how a message begins: what did not happen
   */
  static String run(String failed, Command command, Deadline deadline)
      throws PowerException, InterruptedException {
    Ending ending;
    try {
      ending = Child.run(command.program(), command, line -> {}, deadline);
    } catch (IOException e) {
      throw new PowerException(
          "%s: %s does not start: %s".formatted(failed, command.program(), e.getMessage()), e);
    }
    return switch (ending) {
      case Ending.Exited e when e.value() == 0 -> e.output();
      case Ending.Exited e ->
          throw new PowerException(
              "%s: %s ended with %d and said: %s"
                  .formatted(failed, command.program(), e.value(), last(e.output())));
      case Ending.Overdue o ->
          throw new PowerException(
              "%s: %s did not end within %d ms and said: %s"
                  .formatted(failed, command.program(), o.waited().toMillis(), last(o.output())));
    };
  }

  /** The end of what it said, without what could fool a terminal. */
  static String last(String output) {
    String said = output.strip().replaceAll("[\\p{Cntrl}&&[^\\n]]", "?");
    return said.substring(Math.max(0, said.length() - SAID));
  }
}
