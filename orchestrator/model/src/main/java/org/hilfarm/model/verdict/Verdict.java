package org.hilfarm.model.verdict;

import java.util.List;
import java.util.Optional;

/** The one answer a run ends with. */
public sealed interface Verdict {
  /**
   * Every required pair passed on a board proven to run exactly this build, but for known failures.
   *
   * @param passedPairs how many passed
   * @param known what is known of the others, and of pairs that pass again; empty where nothing is
   */
  record Mergeable(int passedPairs, Optional<List<Reason>> known) implements Verdict {
    public Mergeable {
      known = known.map(List::copyOf);
    }

    /** Without known failures. */
    public Mergeable(int passedPairs) {
      this(passedPairs, Optional.empty());
    }
  }

  /** The firmware is at fault, with evidence. */
  record Blocked(List<Reason> reasons) implements Verdict {
    public Blocked {
      reasons = List.copyOf(reasons);
    }
  }

  /** Could not be tested; holds the merge as well, and says whom to call. */
  record Undecided(List<Reason> reasons) implements Verdict {
    public Undecided {
      reasons = List.copyOf(reasons);
    }
  }

  /** Nobody wants the answer any more. */
  record Cancelled(String why) implements Verdict {}

  /** The word people and programs read: mergeable, blocked, undecided or cancelled. */
  default String word() {
    return switch (this) {
      case Mergeable m -> "mergeable";
      case Blocked b -> "blocked";
      case Undecided u -> "undecided";
      case Cancelled c -> "cancelled";
    };
  }

  /** What a waiting command exits with: 0, 1, 3 or 130. */
  default int exitCode() {
    return switch (this) {
      case Mergeable m -> 0;
      case Blocked b -> 1;
      case Undecided u -> 3;
      case Cancelled c -> 130;
    };
  }
}
