package org.hilfarm.drivers.power;

import org.hilfarm.model.board.PortPath;
import org.hilfarm.time.Deadline;

/** A way to switch the power of a hub's port. What it did is proven by who left the bus. */
interface PortSwitch extends AutoCloseable {
  void set(PortPath port, boolean on, Deadline deadline)
      throws PowerException, InterruptedException;

  /** Lets go of whatever holds a switch. */
  @Override
  default void close() {}

  /** How messages say it. */
  static String word(boolean on) {
    return on ? "on" : "off";
  }
}
