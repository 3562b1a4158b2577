package org.hilfarm.drivers.console;

/**
 * Follows a run of code, for whoever wants to know whose time passes; called on the thread that
 * waits for the run's end.
 */
public interface RunFollower {
  /** It is the board's turn: to take in source it has, or to run it. The farm can but wait. */
  void boardsTurn();

  /** The board has asked for more source: it is the farm's turn. */
  void farmsTurn();

  /** What the code prints, as it comes. */
  void output(byte[] bytes);

  /** Follows nothing. */
  static RunFollower none() {
    return new RunFollower() {
      @Override
      public void boardsTurn() {}

      @Override
      public void farmsTurn() {}

      @Override
      public void output(byte[] bytes) {}
    };
  }
}
