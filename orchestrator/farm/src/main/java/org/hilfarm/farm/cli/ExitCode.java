package org.hilfarm.farm.cli;

import java.util.Optional;

/** What a command's exit code says. */
final class ExitCode {
  static final int PASS = 0;
  static final int BLOCKED = 1;
  static final int USAGE = 2;
  static final int UNDECIDED = 3;
  static final int TIMED_OUT = 4;
  static final int OTHER_VERSION = 5;
  static final int CANCELLED = 130;

  static final String HELP =
      "Exit codes: 0 pass, 1 blocked by the firmware, 2 usage or bad input, 3 could not test,"
          + " 4 timed out waiting, 5 agent and farm speak different versions, 130 cancelled.";

  private ExitCode() {}

  /** For a run's verdict; one that has none yet timed out. */
  static int of(Optional<String> verdict) {
    return switch (verdict.orElse("")) {
      case "mergeable" -> PASS;
      case "blocked" -> BLOCKED;
      case "cancelled" -> CANCELLED;
      case "" -> TIMED_OUT;
      default -> UNDECIDED;
    };
  }
}
