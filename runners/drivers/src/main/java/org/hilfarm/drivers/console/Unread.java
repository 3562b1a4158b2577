package org.hilfarm.drivers.console;

import java.util.Arrays;

/** What a board said and nobody has read yet: a byte queue that forgets its oldest when full. */
final class Unread {
  /** Enough for the longest answer; records lost to it show as lost, never as a pass. */
  static final int LIMIT = 1 << 20;

  private byte[] bytes = new byte[4096];
  private int from;
  private int to;

  boolean isEmpty() {
    return from == to;
  }

  int size() {
    return to - from;
  }

  void add(byte[] more) {
    byte[] all =
        more.length <= LIMIT ? more : Arrays.copyOfRange(more, more.length - LIMIT, more.length);
    from += Math.max(0, size() + all.length - LIMIT);
    if (to + all.length > bytes.length) {
      byte[] room = new byte[Math.max(2 * size() + all.length, bytes.length)];
      System.arraycopy(bytes, from, room, 0, size());
      to = size();
      from = 0;
      bytes = room;
    }
    System.arraycopy(all, 0, bytes, to, all.length);
    to += all.length;
  }

  /** Up to and with the first such byte, or everything where there is none. */
  byte[] takeThrough(byte end) {
    int at = from;
    while (at < to && bytes[at] != end) {
      at++;
    }
    return take(Math.min(at + 1, to) - from);
  }

  byte[] take(int count) {
    byte[] taken = Arrays.copyOfRange(bytes, from, from + count);
    from += count;
    if (from == to) {
      from = 0;
      to = 0;
    }
    return taken;
  }

  byte[] peek() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  void clear() {
    from = 0;
    to = 0;
  }
}
