package org.hilfarm.server.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;

/** Reads and writes the farm's JSON; bodies have a limit. */
public final class Messages {
  private Messages() {}

  /** The body as a message; 400 where it is none, 413 where it is too long. */
  public static <T> T read(Context context, Class<T> type, int limit) {
    byte[] body = bytes(context, limit);
    try {
      @Nullable T message = Json.read(body, type);
      if (message != null) {
        return message;
      }
      throw new RefusedException(
          400, "the body is no %s: it is null".formatted(type.getSimpleName()));
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedException(
          400, "the body is no %s: %s".formatted(type.getSimpleName(), firstLine(e)));
    }
  }

  /** The body's bytes; 413 where there are more. */
  public static byte[] bytes(Context context, int limit) {
    try (InputStream in = context.req().getInputStream()) {
      byte[] body = in.readNBytes(limit + 1);
      if (body.length > limit) {
        throw new RefusedException(413, "the body has more than %d bytes".formatted(limit));
      }
      return body;
    } catch (IOException e) {
      throw new RefusedException(400, "the body could not be read: " + firstLine(e));
    }
  }

  /** Answers with a message. */
  public static void write(Context context, int status, Object message) {
    context.status(status).contentType("application/json").result(Json.write(message));
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
