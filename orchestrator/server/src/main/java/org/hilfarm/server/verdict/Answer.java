package org.hilfarm.server.verdict;

/** What a control says about one thing in question. */
sealed interface Answer {
  /** The baseline manages it on that board: what failed there is the build's. */
  record Passes() implements Answer {}

  /** The baseline does not manage it either. */
  record Fails(String how) implements Answer {}

  /** The control never got that far; it may be tried again. */
  record Unanswered(String why) implements Answer {}
}
