package org.hilfarm.server.postgres;

import java.util.Locale;

/** How a lease ended. */
public enum LeaseEnd {
  /** Its agent reported in time. */
  REPORTED,
  /** Its agent had taken it up, and was not heard of in time. */
  EXPIRED,
  /** Nobody took the offer up, so nothing was begun. */
  LAPSED,
  /** Its agent gave it back: what was begun is worth nothing. */
  RETURNED;

  /** In a word, as it is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
