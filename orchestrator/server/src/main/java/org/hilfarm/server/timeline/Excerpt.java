package org.hilfarm.server.timeline;

import java.nio.charset.StandardCharsets;

/**
 * As much of a file as a page reads: its first and its last bytes, however long it is.
 *
 * @param head the first; whole lines
 * @param tail the last, whole lines; empty where the head is all
 * @param left how many bytes lie between
 */
public record Excerpt(String head, String tail, long left) {
  /** Of each end of a file that has more than twice as much. */
  public static final int END = 4 << 20;

  /** Nothing was written. */
  public static Excerpt none() {
    return new Excerpt("", "", 0);
  }

  /** A file that was read whole. */
  public static Excerpt whole(byte[] bytes) {
    return new Excerpt(text(bytes), "", 0);
  }

  /**
   * The ends of one that was not, cut where lines begin.
   *
   * @param between how many bytes were not read
   */
  public static Excerpt ends(byte[] first, byte[] last, long between) {
    String head = text(first);
    String tail = text(last);
    int end = head.lastIndexOf('\n') + 1;
    int begin = tail.indexOf('\n') + 1;
    long cut = (long) (head.length() - end) + begin;
    return new Excerpt(head.substring(0, end), tail.substring(begin), between + cut);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
