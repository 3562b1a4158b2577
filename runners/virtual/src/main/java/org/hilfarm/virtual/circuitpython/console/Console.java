package org.hilfarm.virtual.circuitpython.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.hilfarm.virtual.board.Chip;

/**
 * The way out to the host: text with its line ends made CR LF, and the window title by which
 * CircuitPython says what it does (supervisor/shared/status_bar.c). Any thread may use it.
 */
public final class Console {
  /** Sent before lines that replace what the terminal shows ({@code line_clear} in main.c). */
  public static final String LINE_CLEAR = "\u001b[2K\u001b[0G";

  private static final String NO_TITLE = "\u001b]0;\u001b\\";
  private static final String SNAKE = "\uD83D\uDC0D";

  private final Chip chip;
  private String doing = "Done";
  private boolean titled = true;
  private boolean suspended;
  private int last;

  public Console(Chip chip) {
    this.chip = chip;
  }

  /** Text of the firmware; a line feed without a return before it gets one. */
  public void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    synchronized (this) {
      last = 0;
      write(bytes, 0, bytes.length);
    }
  }

  /** Output of code, which may be cut anywhere. */
  public synchronized void write(byte[] bytes, int from, int to) {
    ByteArrayOutputStream cooked = new ByteArrayOutputStream(to - from + 16);
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n' && last != '\r') {
        cooked.write('\r');
      }
      cooked.write(bytes[i]);
      last = bytes[i];
    }
    chip.send(cooked.toByteArray());
  }

  /** Sends these characters (each below 256) as they are. */
  public synchronized void raw(String bytes) {
    chip.send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Says what the board does now, if that is news. */
  public synchronized void title(String now) {
    if (!doing.equals(now)) {
      doing = now;
      sendTitle();
    }
  }

  /** Whether titles are sent at all ({@code supervisor.status_bar.console}); a change clears it. */
  public synchronized void titled(boolean on) {
    if (titled == on) {
      return;
    }
    if (!suspended) {
      raw(NO_TITLE);
    }
    titled = on;
    sendTitle();
  }

  public synchronized boolean titled() {
    return titled;
  }

  /** In the raw REPL no title may come between. */
  public synchronized void suspendTitle(boolean on) {
    suspended = on;
  }

  /** The host has just opened the port: it is told what the board does. */
  public synchronized void greet() {
    sendTitle();
  }

  private void sendTitle() {
    if (titled && !suspended) {
      String title = "\u001b]0;" + SNAKE + doing + " | " + chip.banner().version() + "\u001b\\";
      chip.send(title.getBytes(StandardCharsets.UTF_8));
    }
  }
}
