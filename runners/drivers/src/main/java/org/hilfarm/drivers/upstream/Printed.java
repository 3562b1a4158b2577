package org.hilfarm.drivers.upstream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Gathers what a test prints, up to a limit. One thread. */
public final class Printed {
  /** No expected output is half as long. */
  static final int LIMIT = 2 << 20;

  /** CircuitPython may set the terminal's title between any two bytes (status_bar.c). */
  private static final Pattern TITLE = Pattern.compile("\u001b]0;[^\u001b\u0007]{0,256}\u001b\\\\");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long size;

  /** Takes what came. */
  public void add(byte[] more) {
    add(more, more.length);
  }

  /** Takes the first bytes of what came. */
  public void add(byte[] more, int length) {
    bytes.write(more, 0, Math.min(length, LIMIT - bytes.size()));
    size += length;
  }

  /** How much came in all. */
  public long size() {
    return size;
  }

  /** Whether some of it was not kept. */
  boolean cut() {
    return size > bytes.size();
  }

  /**
   * One character a byte, line ends as Python wrote them: a console makes CR LF of each line feed,
   * and some make two CR.
   */
  public String text() {
    return TITLE
        .matcher(bytes.toString(StandardCharsets.ISO_8859_1))
        .replaceAll("")
        .replace("\r\r\n", "\n")
        .replace("\r\n", "\n");
  }
}
