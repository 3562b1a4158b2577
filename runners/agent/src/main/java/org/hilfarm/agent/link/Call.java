package org.hilfarm.agent.link;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.hilfarm.wire.json.Json;

/**
 * One request.
 *
 * @param method such as {@code POST}
 * @param path below the orchestrator's address, with a leading slash
 * @param contentType of the body
 * @param body what is sent
 * @param patience how long the whole exchange may take
 * @param limit how many bytes of answer are taken
 */
public record Call(
    String method,
    String path,
    String contentType,
    BodyPublisher body,
    Duration patience,
    int limit) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LIMIT = 8 << 20;

  /** Asks for something. */
  public static Call get(String path) {
    return new Call("GET", path, "text/plain", BodyPublishers.noBody(), PATIENCE, LIMIT);
  }

  /** Says something as JSON. */
  public static Call post(String path, Object message) {
    return of("POST", path, "application/json", BodyPublishers.ofString(Json.write(message)));
  }

  /** Sends a body. */
  public static Call of(String method, String path, String contentType, BodyPublisher body) {
    return new Call(method, path, contentType, body, PATIENCE, LIMIT);
  }

  /** With another time limit for the whole exchange. */
  public Call within(Duration patience) {
    return new Call(method, path, contentType, body, patience, limit);
  }

  /** With another limit for the answer's bytes. */
  public Call atMost(int limit) {
    return new Call(method, path, contentType, body, patience, limit);
  }
}
