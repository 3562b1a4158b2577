package org.hilfarm.server.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.hilfarm.firmware.MalformedImageException;

/** Reads a stream to its end, counting what really comes out, whatever a directory promised. */
final class BoundedRead {
  private BoundedRead() {}

  static byte[] all(InputStream in, long atMost) throws IOException, MalformedImageException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 << 10];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (out.size() + (long) n > atMost) {
        throw new MalformedImageException(
            "it has more than the %d bytes that an image for this board can have"
                .formatted(atMost));
      }
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
