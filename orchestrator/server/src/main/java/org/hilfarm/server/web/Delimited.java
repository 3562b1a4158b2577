package org.hilfarm.server.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a stream in sections that end with a delimiter, holding no more than its buffer. It looks
 * for the delimiter as Horspool does: from its end, skipping what cannot fit. One thread uses it.
 */
final class Delimited {
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private final byte[] delimiter;
  private final int[] skips = new int[256];
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;

  /** From where on it is not known whether the section goes on. */
  private int clear;

  private boolean atDelimiter;
  private boolean ended;

  Delimited(InputStream in, byte[] delimiter) {
    this.in = in;
    this.delimiter = delimiter.clone();
    Arrays.fill(skips, delimiter.length);
    for (int i = 0; i < delimiter.length - 1; i++) {
      skips[delimiter[i] & 0xff] = delimiter.length - 1 - i;
    }
  }

  /** Some more of the section; -1 at its end. */
  int read(byte[] into, int at, int length) throws IOException {
    while (from == clear && !atDelimiter) {
      if (ended) {
        throw new EOFException("it ends in the middle of a part");
      }
      fill();
      scan();
    }
    int count = Math.min(length, clear - from);
    if (count == 0) {
      return atDelimiter && from == clear ? -1 : 0;
    }
    System.arraycopy(buffer, from, into, at, count);
    from += count;
    return count;
  }

  private void scan() {
    int at = from;
    int last = delimiter.length - 1;
    while (at + last < to) {
      if (isAt(at)) {
        clear = at;
        atDelimiter = true;
        return;
      }
      at += skips[buffer[at + last] & 0xff];
    }
    // Whatever was jumped over begins no delimiter; the rest still may.
    clear = ended ? from : Math.min(at, to);
  }

  private boolean isAt(int at) {
    return Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length);
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    int count = in.read(buffer, to, buffer.length - to);
    ended = count < 0;
    to += Math.max(0, count);
  }

  /** Passes over the rest of the section and its delimiter: what follows is another section. */
  void pass() throws IOException {
    while (!atDelimiter) {
      from = clear;
      if (ended) {
        throw new EOFException("it ends in the middle of a part");
      }
      fill();
      scan();
    }
    from = clear + delimiter.length;
    atDelimiter = false;
    scan();
  }

  /** Whether the section begins with this; looks without reading. */
  boolean startsWith(byte[] bytes) throws IOException {
    while (to - from < bytes.length && !ended) {
      fill();
      scan();
    }
    int count = Math.min(bytes.length, to - from);
    return Arrays.equals(buffer, from, from + count, bytes, 0, bytes.length);
  }

  /** A line of this section, without its CR LF. */
  String line(int longest) throws IOException {
    byte[] line = new byte[longest + 2];
    int length = 0;
    while (length < 2 || line[length - 2] != '\r' || line[length - 1] != '\n') {
      if (length == line.length) {
        throw new IOException("a line of its headers has more than %d bytes".formatted(longest));
      }
      if (read(line, length, 1) < 0) {
        throw new EOFException("a part ends within its headers");
      }
      length++;
    }
    return new String(line, 0, length - 2, StandardCharsets.UTF_8);
  }
}
