package org.hilfarm.drivers.console;

/** How a run of code over the raw REPL ended. */
public sealed interface Execution {
  /** The most output that is kept; a consumer gets all of it. */
  int KEPT_BYTES = 64 * 1024;

  /** Code that prints more is taken for code that prints without end, and is cut off: 8 MiB. */
  long MOST_OUTPUT = 8 << 20;

  /** The first {@link #KEPT_BYTES} the code printed, line ends as Python wrote them. */
  String stdout();

  /**
   * The code ended and the board is at its raw prompt again.
   *
   * @param error the traceback, empty where the code ended well
   * @param rebooted whether the virtual machine is a new one (SystemExit, supervisor.reload())
   */
  record Ended(String stdout, String error, boolean rebooted) implements Execution {
    /** Whether the code ended with an exception. */
    public boolean raised() {
      return !error.isEmpty();
    }
  }

  /** The port went away while it ran: the board was reset, or lost. */
  record Vanished(String stdout, String why) implements Execution {}

  /**
   * The deadline came first, or the output was cut; the code may still run.
   *
   * @param endless whether it printed more than {@link #MOST_OUTPUT} bytes
   */
  record Silent(String stdout, String why, boolean endless) implements Execution {}
}
