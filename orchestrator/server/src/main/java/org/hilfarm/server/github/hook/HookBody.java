package org.hilfarm.server.github.hook;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.time.Deadline;

/**
 * Reads bodies of strangers: none is longer than GitHub's, and all that are held at the same time
 * have a limit together, since nobody has said yet who they are. Who is slow, or says a length and
 * sends nothing, keeps no other out. Any thread may use it.
 */
final class HookBody {
  /** GitHub sends none that is longer. */
  static final int MOST = 25 << 20;

  /** GitHub waits for 10 s; a farm under load may be slower to read what is there already. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final int BUFFER = 64 << 10;
  private static final long ROOM_WAIT_S = 5;

  /** In buffers. What somebody says is to come takes none: what has come does. */
  private final Semaphore room = new Semaphore(5 * MOST / BUFFER);

  /** Reads it and does this with it; the room it takes is free again afterwards. */
  <T> T with(Context context, Function<byte[], T> work) throws InterruptedException {
    if (context.req().getContentLengthLong() > MOST) {
      throw tooLong();
    }
    AtomicInteger taken = new AtomicInteger();
    try {
      return work.apply(read(context, taken));
    } finally {
      room.release(taken.get());
    }
  }

  private void take(AtomicInteger taken) throws InterruptedException {
    if (!room.tryAcquire(ROOM_WAIT_S, TimeUnit.SECONDS)) {
      throw new RefusedException(
          503, "too many webhooks arrive at the same time: deliver this one again in a while");
    }
    taken.incrementAndGet();
  }

  private byte[] read(Context context, AtomicInteger taken) throws InterruptedException {
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
        if (body.size() + read > (long) taken.get() * BUFFER) {
          take(taken);
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
