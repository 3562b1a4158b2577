package org.hilfarm.agent.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Refused;

/** What the orchestrator said to a request; asking again would change nothing. */
public sealed interface Answer {
  /** In a few words. */
  default String brief() {
    return switch (this) {
      case Ok ok -> "accepted";
      case Refusal refusal -> refusal.text();
    };
  }

  /** It did what was asked (2xx). */
  final class Ok implements Answer {
    private final String asked;
    private final int status;
    private final byte[] body;

    Ok(String asked, int status, byte[] body) {
      this.asked = asked;
      this.status = status;
      this.body = body.clone();
    }

    public int status() {
      return status;
    }

    public byte[] body() {
      return body.clone();
    }

    /** The body as a message; nonsense counts as no answer. */
    public <T> T as(Class<T> type) throws UnreachableException {
      try {
        T read = Json.read(body, type);
        if (read != null) {
          return read;
        }
      } catch (IOException e) {
        throw new UnreachableException(nonsense(type), e);
      }
      throw new UnreachableException(nonsense(type));
    }

    private String nonsense(Class<?> type) {
      return "%s: answered %d with something that is no %s: %s"
          .formatted(asked, status, type.getSimpleName(), Printable.brief(body));
    }
  }

  /**
   * It will not do it (4xx).
   *
   * @param status the HTTP status
   * @param problems why, in its words; printable and bounded
   */
  record Refusal(int status, List<String> problems) implements Answer {
    public Refusal {
      problems = List.copyOf(problems);
    }

    static Refusal of(int status, byte[] body) {
      try {
        Refused refused = Json.read(body, Refused.class);
        if (refused != null) {
          return new Refusal(
              status,
              refused.problems().stream()
                  .limit(100)
                  .map(p -> Printable.brief(p.getBytes(StandardCharsets.UTF_8)))
                  .toList());
        }
      } catch (IOException e) {
        // A proxy in between refuses in its own words; they are what there is to show.
      }
      return new Refusal(status, List.of(Printable.brief(body)));
    }

    /** In one sentence. */
    public String text() {
      return "refused with " + status + ": " + String.join("; ", problems);
    }
  }
}
