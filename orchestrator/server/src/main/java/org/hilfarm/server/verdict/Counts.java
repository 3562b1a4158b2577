package org.hilfarm.server.verdict;

/**
 * How often a script was run, and failed. Runs that were lost, or that the rack cut short, are
 * none.
 *
 * @param failed how many of the runs
 * @param runs those that came to an end of the script's own
 */
record Counts(int failed, int runs) {
  static final Counts NONE = new Counts(0, 0);

  Counts {
    if (failed < 0 || failed > runs) {
      throw new IllegalArgumentException("%d of %d cannot have failed".formatted(failed, runs));
    }
  }

  Counts plus(boolean fails) {
    return new Counts(failed + (fails ? 1 : 0), runs + 1);
  }

  Counts plus(Counts other) {
    return new Counts(failed + other.failed, runs + other.runs);
  }

  boolean any() {
    return runs > 0;
  }

  boolean never() {
    return runs > 0 && failed == 0;
  }

  boolean always() {
    return runs > 0 && failed == runs;
  }

  @Override
  public String toString() {
    return "%d of %d".formatted(failed, runs);
  }
}
