package org.hilfarm.server.github.link;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.HookDelivery;

/** What GitHub has tried to tell the farm. */
public final class Hooks {
  private static final Pattern NEXT =
      Pattern.compile("<[^>]*[?&]cursor=([A-Za-z0-9_%-]{1,200})[^>]*>; rel=\"next\"");

  private final Requests requests;
  private final Installations installations;

  Hooks(Requests requests, Installations installations) {
    this.requests = requests;
    this.installations = installations;
  }

  /**
   * A page of attempts, the newest first.
   *
   * @param next where the older ones begin; empty on the last page
   */
  public record Attempts(List<HookDelivery> attempts, Optional<String> next) {
    public Attempts {
      attempts = List.copyOf(attempts);
    }
  }

  /** Attempts, the newest first, a hundred at a time. */
  public Answered<Attempts> attempts(Optional<String> from, Deadline deadline)
      throws InterruptedException {
    Query query = Query.of("/app/hook/deliveries").with("per_page", 100).with("cursor", from);
    return requests
        .get(installations.app(), query, deadline)
        .then(
            reply ->
                Requests.read(query, reply, HookDelivery[].class)
                    .map(all -> new Attempts(List.of(all), next(reply))));
  }

  private static Optional<String> next(Reply reply) {
    Matcher next = NEXT.matcher(reply.header("link").orElse(""));
    return next.find() ? Optional.of(next.group(1)) : Optional.empty();
  }

  /** Has an attempt made again; the delivery keeps its id. */
  public Answered<Boolean> again(long attempt, Deadline deadline) throws InterruptedException {
    Query query = Query.of("/app/hook/deliveries/{}/attempts", attempt);
    return requests
        .write(installations.app(), "POST", query, Optional.empty(), deadline)
        .map(reply -> true);
  }
}
