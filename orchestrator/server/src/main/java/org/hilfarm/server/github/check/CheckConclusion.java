package org.hilfarm.server.github.check;

import java.util.Locale;
import org.hilfarm.model.verdict.Verdict;

/**
 * How a check ends. GitHub lets a merge through with success and with skipped; with neutral too,
 * which the farm never says.
 */
enum CheckConclusion {
  SUCCESS,
  FAILURE,
  SKIPPED,
  CANCELLED,
  TIMED_OUT,
  ACTION_REQUIRED;

  /** GitHub's word. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What could not be tested holds the merge, whoever's trouble it was. */
  static CheckConclusion of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Mergeable mergeable -> SUCCESS;
      case Verdict.Blocked blocked -> FAILURE;
      case Verdict.Undecided undecided -> TIMED_OUT;
      case Verdict.Cancelled cancelled -> CANCELLED;
    };
  }
}
