package org.hilfarm.server.github.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who must wait, and how long: by what GitHub says ({@code retry-after}, else {@code
 * x-ratelimit-reset} where nothing remains), else a minute, and twice as long each time in a row.
 * Any thread may use it.
 */
final class Limits {
  private static final Duration UNSAID = Duration.ofMinutes(1);

  /** Whatever is said; a limit of an hour and a bit is the longest GitHub has. */
  private static final Duration LONGEST = Duration.ofMinutes(75);

  private final InstantSource clock;
  private final Map<String, Rest> rests = new ConcurrentHashMap<>();

  private record Rest(Instant until, int inRow, String why) {}

  Limits(InstantSource clock) {
    this.clock = clock;
  }

  /** Says so where this one must still wait: nothing is sent then. */
  Optional<Answered.Limited<Reply>> now(String who) {
    return Optional.ofNullable(rests.get(who))
        .filter(r -> r.until().isAfter(clock.instant()))
        .map(r -> new Answered.Limited<>(r.until(), r.why()));
  }

  /** Learns from a reply; says how long to wait where it was refused for that. */
  Optional<Answered.Limited<Reply>> learn(String who, Transport.Request request, Reply reply) {
    if (!limits(reply)) {
      remember(who, reply);
      return Optional.empty();
    }
    int before = Optional.ofNullable(rests.get(who)).map(Rest::inRow).orElse(0);
    Duration rest = rest(reply, before);
    Instant until = clock.instant().plus(rest.compareTo(LONGEST) > 0 ? LONGEST : rest);
    String why =
        "%s: GitHub answered %d, its limit is reached; asked again from %s"
            .formatted(request, reply.status(), until);
    rests.put(who, new Rest(until, before + 1, why));
    return Optional.of(new Answered.Limited<>(until, why));
  }

  /** Nothing remains after this one: the next would be refused. */
  private void remember(String who, Reply reply) {
    boolean last = reply.number("x-ratelimit-remaining").filter(left -> left == 0).isPresent();
    if (last && reply.number("x-ratelimit-reset").isPresent()) {
      Instant until = clock.instant().plus(shorter(reset(reply)));
      rests.put(who, new Rest(until, 0, "GitHub's limit is reached until " + until));
    } else {
      rests.remove(who);
    }
  }

  private static boolean limits(Reply reply) {
    if (reply.status() == 429) {
      return true;
    }
    boolean said =
        reply.header("retry-after").isPresent()
            || reply.number("x-ratelimit-remaining").filter(left -> left == 0).isPresent()
            || new String(reply.body(), UTF_8).toLowerCase(Locale.ROOT).contains("rate limit");
    return reply.status() == 403 && said;
  }

  private Duration rest(Reply reply, int before) {
    Optional<Duration> after = reply.number("retry-after").map(Duration::ofSeconds);
    boolean none = reply.number("x-ratelimit-remaining").filter(left -> left == 0).isPresent();
    if (after.isPresent()) {
      return after.get();
    }
    return none && reply.number("x-ratelimit-reset").isPresent()
        ? reset(reply)
        : UNSAID.multipliedBy(1L << Math.min(before, 6));
  }

  private Duration reset(Reply reply) {
    long at = reply.number("x-ratelimit-reset").orElse(0L);
    Duration left = Duration.between(clock.instant(), Instant.ofEpochSecond(at));
    return left.isNegative() ? Duration.ofSeconds(1) : left.plusSeconds(1);
  }

  private static Duration shorter(Duration rest) {
    return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
  }
}
