package org.hilfarm.virtual.circuitpython.vm;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Parts the interpreter's one stream into output and frames. A frame is a mark, a letter, six hex
 * digits of length and its text. For one thread.
 */
final class Frames {
  static final int MARK = 8;

  private static final int HEADER = MARK + 7;
  private static final int LIMIT = 64 * 1024;

  private final InputStream in;
  private final byte[] mark;
  private byte[] buffer = new byte[8192];
  private int from;
  private int to;

  Frames(InputStream in, byte[] mark) {
    this.in = in;
    this.mark = mark.clone();
  }

  /** The next frame; output before it goes to the sink as it comes. */
  Frame next(Sink sink) throws IOException {
    while (true) {
      int at = match();
      if (at > from) {
        sink.output(buffer, from, at);
        from = at;
      }
      if (to - from >= MARK && startsWithMark()) {
        return frame();
      }
      fill();
    }
  }

  /** Where the mark, or what may become it, begins. */
  private int match() {
    for (int i = from; i < to; i++) {
      int n = 0;
      while (n < MARK && i + n < to && buffer[i + n] == mark[n]) {
        n++;
      }
      if (n == MARK || i + n == to) {
        return i;
      }
    }
    return to;
  }

  private boolean startsWithMark() {
    for (int n = 0; n < MARK; n++) {
      if (buffer[from + n] != mark[n]) {
        return false;
      }
    }
    return true;
  }

  private Frame frame() throws IOException {
    need(HEADER);
    char kind = (char) buffer[from + MARK];
    int length =
        Integer.parseInt(new String(buffer, from + MARK + 1, 6, StandardCharsets.US_ASCII), 16);
    if (length > LIMIT) {
      throw new IOException("the interpreter sent a frame of %d bytes".formatted(length));
    }
    need(HEADER + length);
    String text = new String(buffer, from + HEADER, length, StandardCharsets.UTF_8);
    from += HEADER + length;
    return new Frame(kind, text);
  }

  private void need(int count) throws IOException {
    while (to - from < count) {
      fill();
    }
  }

  private void fill() throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (to == buffer.length) {
      byte[] roomier = from == 0 ? new byte[buffer.length * 2] : buffer;
      System.arraycopy(buffer, from, roomier, 0, to - from);
      to -= from;
      from = 0;
      buffer = roomier;
    }
    int n = in.read(buffer, to, buffer.length - to);
    if (n < 0) {
      throw new EOFException("the interpreter ended");
    }
    to += n;
  }

  /** One frame. */
  record Frame(char kind, String text) {}
}
