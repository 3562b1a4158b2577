package org.hilfarm.server.signin;

import java.util.Locale;

/** What a person may do on the pages; each role may do what those before it may. */
public enum Role {
  /** Looks at everything. */
  VIEWER,
  /** Ends runs, has them run again, takes a board for a while. */
  OPERATOR,
  /** Runs the farm: sees who is signed in, and ends that. */
  ADMIN;

  /** As it is written: {@code operator}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that is written so; throws IllegalArgumentException where there is none. */
  public static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether who has this role may do what the other one is needed for. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
