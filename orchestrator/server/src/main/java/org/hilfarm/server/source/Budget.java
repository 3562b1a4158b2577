package org.hilfarm.server.source;

/** How many bytes may still be fetched for one build. One thread. */
final class Budget {
  private long left = Fetching.MOST_BYTES;

  /** No file of a build is longer than an archive may be that the intake takes. */
  private static final long LONGEST_FILE = 256L << 20;

  long forOne() {
    return Math.min(left, LONGEST_FILE);
  }

  void spent(long bytes) {
    left -= bytes;
  }
}
