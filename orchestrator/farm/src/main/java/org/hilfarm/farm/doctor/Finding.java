package org.hilfarm.farm.doctor;

/**
 * What one look at the host found.
 *
 * @param check what was looked at
 * @param state how bad it is
 * @param said what was seen, and where
 * @param fix what to do; empty where nothing is
 */
public record Finding(String check, State state, String said, String fix) {
  /** How bad it is. */
  public enum State {
    GOOD,
    /** Works, and may not for long, or not for everything. */
    DOUBTFUL,
    /** Boards of this host will fail for it. */
    BAD
  }

  static Finding good(String check, String said) {
    return new Finding(check, State.GOOD, said, "");
  }

  static Finding doubtful(String check, String said, String fix) {
    return new Finding(check, State.DOUBTFUL, said, fix);
  }

  static Finding bad(String check, String said, String fix) {
    return new Finding(check, State.BAD, said, fix);
  }
}
