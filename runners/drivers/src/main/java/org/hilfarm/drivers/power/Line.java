package org.hilfarm.drivers.power;

import java.time.Duration;
import org.hilfarm.time.Deadline;

/**
 * A line of the host at a board: its reset or boot button, a relay. One thread. Closing it lets go
 * of whatever holds it; a file or a command's switch stays as it is.
 */
public interface Line extends AutoCloseable {

  /** Brings it to a state, in which it stays until it is told otherwise or closed. */
  void set(boolean on, Deadline deadline) throws PowerException, InterruptedException;

  /** On for so long, then off; off even when the deadline passes meanwhile. */
  void press(Duration held, Deadline deadline) throws PowerException, InterruptedException;

  @Override
  void close();
}
