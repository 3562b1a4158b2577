package org.hilfarm.drivers.flash;

import org.hilfarm.time.Deadline;

/** What a flash did, for people, and how long it has taken; one thread at a time. */
final class FlashLog {
  private static final int LIMIT = 512 * 1024;

  private final StringBuilder text = new StringBuilder();
  private final long startedNanos = System.nanoTime();

  void note(String line) {
    add("[%6.3f s] %s%n".formatted(tookNanos() / 1e9, line));
  }

  /** A tool's own words. */
  void words(String output) {
    add(output.endsWith("\n") || output.isEmpty() ? output : output + "\n");
  }

  private void add(String more) {
    text.append(more, 0, Math.min(more.length(), LIMIT - text.length()));
  }

  long tookNanos() {
    return System.nanoTime() - startedNanos;
  }

  String text() {
    return text.toString();
  }

  /** "x ms of y ms" for messages about time. */
  static String budget(Deadline deadline) {
    return deadline.budget().toMillis() + " ms";
  }
}
