package org.hilfarm.virtual.rom;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** SLIP framing (RFC 1055): packs frames, and unpacks them from a stream. One thread. */
final class Slip {
  /** A longer frame than any that esptool sends is dropped. */
  static final int LIMIT = 70_000;

  private static final int END = 0xC0;
  private static final int ESCAPE = 0xDB;
  private static final int ESCAPED_END = 0xDC;
  private static final int ESCAPED_ESCAPE = 0xDD;

  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private boolean inside;
  private boolean escaped;

  /** The frames that end in these bytes. */
  List<byte[]> unpack(byte[] bytes) {
    List<byte[]> frames = new ArrayList<>();
    for (byte b : bytes) {
      int value = b & 0xFF;
      if (value == END) {
        if (inside && frame.size() > 0) {
          frames.add(frame.toByteArray());
        }
        inside = frame.size() == 0 || !inside;
        frame.reset();
        escaped = false;
      } else if (inside) {
        take(value);
      }
    }
    return frames;
  }

  private void take(int value) {
    if (frame.size() >= LIMIT) {
      inside = false;
      frame.reset();
    } else if (escaped) {
      frame.write(value == ESCAPED_END ? END : value == ESCAPED_ESCAPE ? ESCAPE : value);
      escaped = false;
    } else if (value == ESCAPE) {
      escaped = true;
    } else {
      frame.write(value);
    }
  }

  static byte[] pack(byte[] frame) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(frame.length + 16);
    out.write(END);
    for (byte b : frame) {
      int value = b & 0xFF;
      if (value == END || value == ESCAPE) {
        out.write(ESCAPE);
        out.write(value == END ? ESCAPED_END : ESCAPED_ESCAPE);
      } else {
        out.write(value);
      }
    }
    out.write(END);
    return out.toByteArray();
  }
}
