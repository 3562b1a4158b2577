package org.hilfarm.drivers.commission;

/** What a port's power switch turned out to be. */
public enum Grade {
  /** The board left, came back with its serial, and said that it started from power. */
  CUTS_POWER("cuts power"),
  /** The board left and came back, and never noticed: VBUS stayed on. */
  KEEPS_POWER("keeps power on"),
  /** The device stayed. */
  STAYS_ON("does not switch"),
  /** Other boards left as well. */
  GANGED("switches others too"),
  /** What came back has another serial. */
  OTHER_BOARD("another board came back"),
  /** Nothing came back. */
  NOTHING_BACK("nothing came back"),
  /** The switch could not be thrown. */
  CANNOT("cannot be switched"),
  /** It left and came back; nobody could ask the board whether it lost power. */
  UNPROVEN("not proven"),
  /** Nobody allowed it. */
  NOT_TRIED("not tried");

  private final String words;

  Grade(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Whether a board at such a port can be a slot. */
  public boolean good() {
    return this == CUTS_POWER;
  }
}
