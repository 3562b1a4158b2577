package org.hilfarm.process;

import java.time.Duration;
import java.util.List;

/** How a child process that was run to its end came to it. */
public sealed interface Ending {
  /** What it wrote, both streams as they came; the middle is left out where it was too much. */
  String output();

  /**
   * It ended by itself.
   *
   * @param value its exit value; 128 and more where a signal ended it
   * @param output what it wrote
   * @param took from its start to its end
   */
  record Exited(int value, String output, Duration took) implements Ending {}

  /**
   * It was still running at its deadline, and was killed with everything it had started.
   *
   * @param output what it wrote
   * @param waited how long it was given
   * @param survivors the ids of processes that even SIGKILL did not end (stuck in the kernel)
   */
  record Overdue(String output, Duration waited, List<Long> survivors) implements Ending {
    public Overdue {
      survivors = List.copyOf(survivors);
    }
  }
}
