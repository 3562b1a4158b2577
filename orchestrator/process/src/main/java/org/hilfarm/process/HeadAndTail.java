package org.hilfarm.process;

/**
 * Text of any length in bounded memory: its head and its tail are kept, what was in between is
 * counted. Any thread may use it.
 */
final class HeadAndTail {
  private final int half;
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder tail = new StringBuilder();
  private long leftOut;

  HeadAndTail(int limit) {
    half = limit / 2;
  }

  synchronized void add(CharSequence text) {
    int toHead = Math.min(half - head.length(), text.length());
    head.append(text, 0, toHead);
    tail.append(text, toHead, text.length());
    if (tail.length() > 2 * half) {
      trim();
    }
  }

  private void trim() {
    int surplus = tail.length() - half;
    if (surplus > 0) {
      tail.delete(0, surplus);
      leftOut += surplus;
    }
  }

  synchronized String text() {
    trim();
    return leftOut == 0
        ? head.toString() + tail
        : "%s%n[... %d characters left out ...]%n%s".formatted(head, leftOut, tail);
  }
}
