package org.hilfarm.drivers.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Finds what lies between a 0x1E and the end of its line in a stream of console bytes. What is
 * outside of them is somebody's print and passes by; the title CircuitPython may write between any
 * two bytes (supervisor/shared/status_bar.c: ESC ] 0 ; ... ESC \) is taken out.
 */
final class RecordFrames {
  /** Longer than anything hil.py writes. */
  static final int MAX_BYTES = 4096;

  private static final int MAX_TITLE_BYTES = 256;
  private static final byte MARK = 0x1e;
  private static final byte ESC = 0x1b;

  private enum State {
    OUTSIDE,
    INSIDE,
    ESCAPE,
    TITLE,
    TITLE_ESCAPE
  }

  private final Consumer<String> frames;
  private final Consumer<String> torn;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private State state = State.OUTSIDE;
  private int titleBytes;

  /**
   * @param frames takes each whole record's JSON
   * @param torn takes the reason, for each record that began and did not end properly
   */
  RecordFrames(Consumer<String> frames, Consumer<String> torn) {
    this.frames = frames;
    this.torn = torn;
  }

  void feed(byte[] bytes) {
    for (byte b : bytes) {
      feed(b);
    }
  }

  /** Whether a record has begun and not ended. */
  boolean inRecord() {
    return state != State.OUTSIDE;
  }

  private void feed(byte b) {
    switch (state) {
      case OUTSIDE -> {
        if (b == MARK) {
          begin();
        }
      }
      case INSIDE -> inside(b);
      case ESCAPE -> {
        if (b == ']') {
          titleBytes = 0;
          state = State.TITLE;
        } else {
          tear("an escape sequence stands in it");
        }
      }
      case TITLE -> title(b);
      case TITLE_ESCAPE -> {
        state = State.TITLE;
        if (b == '\\') {
          state = State.INSIDE;
        }
      }
    }
  }

  private void inside(byte b) {
    if (b == '\n') {
      state = State.OUTSIDE;
      frames.accept(line.toString(StandardCharsets.US_ASCII));
    } else if (b == MARK) {
      tear("another record begins in it");
      begin();
    } else if (b == ESC) {
      state = State.ESCAPE;
    } else if (b != '\r' && (b < 0x20 || b == 0x7f)) {
      // bytes above 0x7f are negative: hil.py writes ASCII only
      tear("byte 0x%02x stands in it".formatted(b & 0xff));
    } else if (line.size() >= MAX_BYTES) {
      tear("it is longer than " + MAX_BYTES + " bytes");
    } else if (b != '\r') {
      line.write(b);
    }
  }

  private void title(byte b) {
    titleBytes++;
    if (b == ESC) {
      state = State.TITLE_ESCAPE;
    } else if (titleBytes > MAX_TITLE_BYTES) {
      tear("a title that never ends stands in it");
    }
  }

  private void begin() {
    line.reset();
    state = State.INSIDE;
  }

  private void tear(String why) {
    state = State.OUTSIDE;
    torn.accept(why);
  }
}
