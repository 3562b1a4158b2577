package org.hilfarm.virtual.circuitpython.console;

/** Code that runs and can be broken into. */
@FunctionalInterface
public interface Breakable {
  /** Breaks in; called with the inbox' monitor held, must not block. */
  void breakIn(Cause cause);

  /** Why code is broken into. */
  enum Cause {
    /** The host sent a Ctrl-C. */
    CTRL_C,
    /** The host wrote to the drive. */
    RELOAD,
    /** The watchdog ran out in RAISE mode. */
    WATCHDOG
  }
}
