package org.hilfarm.testing.github.rest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;

/** Trouble that a test has GitHub make: what the next answers are. Any thread may use it. */
public final class Storm {
  private final Deque<Gust> coming = new ArrayDeque<>();
  private final List<String> struck = new ArrayList<>();

  /** What becomes of one request. */
  public sealed interface Trouble {
    /** It is not done, and this is answered. */
    record Instead(Answer answer) implements Trouble {}

    /** It is done, and the answer is lost on the way. */
    record Lost() implements Trouble {}
  }

  private record Gust(Predicate<Asked> whom, Trouble trouble) {}

  /** The next requests are answered with this status and GitHub's words for it. */
  public synchronized Storm next(int times, int status) {
    return next(times, asked -> true, new Trouble.Instead(Answer.error(status, words(status))));
  }

  /** The next requests are too many: GitHub says for how long to stay away. */
  public Storm limited(int times, int status, Duration retryAfter) {
    Answer answer =
        Answer.error(status, "You have exceeded a secondary rate limit.")
            .with("Retry-After", Long.toString(retryAfter.toSeconds()));
    return next(times, asked -> true, new Trouble.Instead(answer));
  }

  /** The next requests of these meet this. */
  public synchronized Storm next(int times, Predicate<Asked> whom, Trouble trouble) {
    for (int i = 0; i < times; i++) {
      coming.add(new Gust(whom, trouble));
    }
    return this;
  }

  /** Whoever asks this, by the method and how the path begins. */
  public static Predicate<Asked> asking(String method, String path) {
    return asked -> asked.method().equals(method) && asked.path().startsWith(path);
  }

  /** Ends it. */
  public synchronized void over() {
    coming.clear();
  }

  /** What was still to come. */
  public synchronized int left() {
    return coming.size();
  }

  /** Whom it has struck so far. */
  public synchronized List<String> struck() {
    return List.copyOf(struck);
  }

  synchronized Optional<Trouble> strike(Asked asked) {
    for (Iterator<Gust> gusts = coming.iterator(); gusts.hasNext(); ) {
      Gust gust = gusts.next();
      if (gust.whom().test(asked)) {
        gusts.remove();
        struck.add(asked.toString());
        return Optional.of(gust.trouble());
      }
    }
    return Optional.empty();
  }

  private static String words(int status) {
    return Map.of(
            401, "Bad credentials",
            403, "Resource not accessible by integration",
            404, "Not Found",
            422, "Validation Failed",
            429, "You have exceeded a secondary rate limit.",
            500, "Server Error",
            502, "Server Error",
            503, "Service unavailable")
        .getOrDefault(status, "Trouble");
  }
}
