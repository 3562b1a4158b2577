package org.hilfarm.virtual.emulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One message between a rack and its emulator: a little-endian length of what follows, the board's
 * number, a letter that says what it is, and what belongs to it.
 *
 * @param board 0 to 255
 * @param type an ASCII letter
 * @param payload not copied: whoever makes a frame gives its bytes away
 */
record Frame(int board, char type, ByteBuffer payload) {
  /** Of what follows the length. */
  static final int LIMIT = 1 << 20;

  private static final int HEAD = 2;

  Frame {
    payload = payload.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  static Frame of(int board, char type, byte[] payload) {
    return new Frame(board, type, ByteBuffer.wrap(payload));
  }

  static Frame of(int board, char type, boolean yes) {
    return of(board, type, new byte[] {(byte) (yes ? 1 : 0)});
  }

  static Frame of(int board, char type, int number, byte[] bytes) {
    ByteBuffer b = ByteBuffer.allocate(Integer.BYTES + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    return new Frame(board, type, b.putInt(number).put(bytes).flip());
  }

  static Frame of(int board, char type, String text) {
    return of(board, type, text.getBytes(UTF_8));
  }

  /** What is left of the payload. */
  static byte[] rest(ByteBuffer payload) {
    byte[] rest = new byte[payload.remaining()];
    payload.duplicate().get(rest);
    return rest;
  }

  byte[] encode() {
    ByteBuffer p = payload.duplicate();
    ByteBuffer b =
        ByteBuffer.allocate(Integer.BYTES + HEAD + p.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(HEAD + p.remaining()).put((byte) board).put((byte) type).put(p);
    return b.array();
  }

  /** Reads the next one; empty at the stream's end. Throws where it is cut, or no frame at all. */
  static Optional<Frame> read(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    try {
      byte[] rest = new byte[Integer.BYTES - 1];
      in.readFully(rest);
      long length = first | (rest[0] & 0xFF) << 8 | (rest[1] & 0xFF) << 16 | (long) rest[2] << 24;
      if (length < HEAD || length > LIMIT) {
        throw new IOException("a frame of %d bytes; 2 to %d are possible".formatted(length, LIMIT));
      }
      int board = in.readUnsignedByte();
      char type = (char) in.readUnsignedByte();
      byte[] payload = new byte[(int) length - HEAD];
      in.readFully(payload);
      return Optional.of(of(board, type, payload));
    } catch (EOFException e) {
      throw new IOException("it ended in the middle of a frame", e);
    }
  }
}
