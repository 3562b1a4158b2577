package org.hilfarm.server.dashboard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What came of a button, as the next page says it. */
enum Did {
  CANCELLED("The run was cancelled. A board that is at work on it stops at its next safe point."),
  WAS_OVER("The run was over before: nothing was done."),
  AGAIN("This is the new run. It tests what did not pass in the one before.");

  private final String sentence;

  Did(String sentence) {
    this.sentence = sentence;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The sentence for what an address says; nothing for what no button says. */
  static String sentence(Optional<String> said) {
    return Arrays.stream(values())
        .filter(did -> said.filter(did.word()::equals).isPresent())
        .map(did -> did.sentence)
        .findFirst()
        .orElse("");
  }
}
