package org.hilfarm.server.intake;

/** How far a file may shrink: real firmware never does by more than a few times. */
final class Ratio {
  /** Below this a high ratio does no harm: a page of zeros in a small file is honest. */
  private static final long HARMLESS_BYTES = 64L << 10;

  private Ratio() {}

  static boolean tooHigh(long unpacked, long packed, int limit) {
    return unpacked > HARMLESS_BYTES && unpacked > limit * Math.max(1, packed);
  }

  static String sentence(int limit) {
    return "it unpacks to more than %d times its packed size".formatted(limit);
  }
}
