package org.hilfarm.server.github.pull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.server.github.link.Answered;
import org.hilfarm.server.github.link.Hooks;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.HookDelivery;

/**
 * Webhooks that GitHub could not deliver, which it never tries again by itself.
 *
 * @param hooks the App's
 * @param since older ones are left alone
 */
record MissedDeliveries(Hooks hooks, Instant since) {
  private static final int MOST_PAGES = 10;

  /** What was refused this often is refused for good. */
  private static final int MOST_ATTEMPTS = 5;

  /** Has each delivered again that nobody took; says how many, or why not all. */
  Answered<Integer> again(Deadline deadline) throws InterruptedException {
    Map<String, Attempts> missed = new LinkedHashMap<>();
    Optional<String> from = Optional.empty();
    for (int page = 0; page < MOST_PAGES; page++) {
      Answered<Hooks.Attempts> answered = hooks.attempts(from, deadline);
      Optional<Hooks.Attempts> read = answered.got();
      if (read.isEmpty()) {
        return answered.map(never -> 0);
      }
      List<HookDelivery> young =
          read.get().attempts().stream().filter(a -> a.delivered().isAfter(since)).toList();
      young.forEach(a -> missed.merge(a.guid(), Attempts.of(a), Attempts::and));
      from = read.get().next();
      if (from.isEmpty() || young.size() < read.get().attempts().size()) {
        break;
      }
    }
    return ask(missed.values().stream().filter(Attempts::open).toList(), deadline);
  }

  private Answered<Integer> ask(List<Attempts> open, Deadline deadline)
      throws InterruptedException {
    for (Attempts attempts : open) {
      Answered<Boolean> asked = hooks.again(attempts.newest(), deadline);
      if (asked.got().isEmpty() && !(asked instanceof Answered.NotFound<Boolean>)) {
        return asked.map(never -> 0);
      }
    }
    return new Answered.Ok<>(open.size());
  }

  /**
   * All attempts at one delivery.
   *
   * @param newest of them
   * @param count how many
   * @param taken whether one was
   */
  private record Attempts(long newest, int count, boolean taken) {
    static Attempts of(HookDelivery attempt) {
      return new Attempts(attempt.id(), 1, attempt.taken());
    }

    /** Listed before the older one. */
    Attempts and(Attempts older) {
      return new Attempts(newest, count + older.count, taken || older.taken);
    }

    boolean open() {
      return !taken && count < MOST_ATTEMPTS;
    }
  }
}
