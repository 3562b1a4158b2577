package org.hilfarm.server.intake;

import java.io.IOException;
import java.io.InputStream;
import org.hilfarm.firmware.MalformedImageException;

/** Reads a stream to its end, counting what really comes out, whatever a directory promised. */
final class BoundedRead {
  private BoundedRead() {}

  static byte[] all(InputStream in, long atMost) throws IOException, MalformedImageException {
    byte[] all = in.readNBytes((int) Math.min(atMost + 1, Integer.MAX_VALUE));
    if (all.length > atMost) {
      throw new MalformedImageException(
          "it has more than the %d bytes that an image for this board can have".formatted(atMost));
    }
    return all;
  }
}
