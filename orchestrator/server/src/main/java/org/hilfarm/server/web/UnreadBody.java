package org.hilfarm.server.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.hilfarm.time.Deadline;

/**
 * What is left of a body that was answered before it had come whole, since it was too long or
 * whoever sent it may not do this. A server that closes a connection into which its client still
 * writes takes the answer from it: instead of the refusal the client sees a broken connection, and
 * tries again. So it is read and thrown away first, within limits.
 */
final class UnreadBody {
  private static final int MOST_BYTES = 64 << 20;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int AT_ONCE = 64 << 10;

  private UnreadBody() {}

  static void drain(Context context) {
    if (hasBody(context)) {
      try {
        drain(context.req().getInputStream());
      } catch (IOException | IllegalStateException e) {
        context.header("Connection", "close"); // it was broken off, or is read as something else
      }
    }
  }

  private static boolean hasBody(Context context) {
    return context.req().getContentLengthLong() > 0
        || context.req().getHeader("Transfer-Encoding") != null;
  }

  private static void drain(InputStream body) throws IOException {
    Deadline deadline = Deadline.after(LONGEST);
    byte[] some = new byte[AT_ONCE];
    int more = MOST_BYTES;
    int read = 0;
    while (read >= 0 && more > 0 && !deadline.passed()) {
      read = body.read(some);
      more -= Math.max(read, 0);
    }
  }
}
