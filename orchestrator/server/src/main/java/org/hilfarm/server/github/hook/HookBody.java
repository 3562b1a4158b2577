package org.hilfarm.server.github.hook;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.time.Deadline;

/**
 * Reads bodies of strangers: none is longer than GitHub's, and all that are held at the same time
 * have a limit together, since nobody has said yet who they are. Any thread may use it.
 */
final class HookBody {
  /** GitHub sends none that is longer. */
  static final int MOST = 25 << 20;

  /** GitHub waits for 10 s; a farm under load may be slower to read what is there already. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final int KIB = 1024;
  private static final int BUFFER = 64 * KIB;
  private static final long ROOM_WAIT_S = 5;

  /** In KiB. */
  private final Semaphore room = new Semaphore(5 * MOST / KIB);

  /** Reads it and does this with it; the room it takes is free again afterwards. */
  <T> T with(Context context, Function<byte[], T> work) throws InterruptedException {
    long said = context.req().getContentLengthLong();
    if (said > MOST) {
      throw tooLong();
    }
    int takes = (int) ((said < 0 ? MOST : said) / KIB) + 1;
    if (!room.tryAcquire(takes, ROOM_WAIT_S, TimeUnit.SECONDS)) {
      throw new RefusedException(
          503, "too many webhooks arrive at the same time: deliver this one again in a while");
    }
    try {
      return work.apply(read(context));
    } finally {
      room.release(takes);
    }
  }

  private static byte[] read(Context context) {
    Deadline deadline = Deadline.after(LONGEST);
    try (InputStream in = context.req().getInputStream()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream(BUFFER);
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (body.size() + read > MOST) {
          throw tooLong();
        }
        if (deadline.passed()) {
          throw new RefusedException(
              408, "the body was not there whole within %d s".formatted(LONGEST.toSeconds()));
        }
        body.write(buffer, 0, read);
      }
      return body.toByteArray();
    } catch (IOException e) {
      throw new RefusedException(400, "the body could not be read to its end");
    }
  }

  private static RefusedException tooLong() {
    return new RefusedException(413, "the body has more than %d bytes".formatted(MOST));
  }
}
