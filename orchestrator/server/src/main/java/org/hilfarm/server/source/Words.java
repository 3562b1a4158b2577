package org.hilfarm.server.source;

/** What others say, made safe to print: plain ASCII on one line, bounded. */
public final class Words {
  private static final int LIMIT = 200;

  private Words() {}

  /** Bounded, on one line. */
  public static String plain(String raw) {
    String line = raw.length() > LIMIT ? raw.substring(0, LIMIT) + "..." : raw;
    return line.replaceAll("[^ -~]+", "?").strip();
  }
}
