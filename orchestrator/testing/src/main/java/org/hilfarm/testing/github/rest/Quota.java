package org.hilfarm.testing.github.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.world.World;

/**
 * How many requests are left in this hour: 5000 for the installation, with all its tokens together,
 * and as many for the app itself. An answer of 304 takes none, and asking how many are left is
 * free. Any thread may use it.
 */
public final class Quota {
  private static final int LIMIT = 5000;
  private static final Duration HOUR = Duration.ofHours(1);

  private final World world;
  private final Map<String, Window> windows = new HashMap<>();

  private record Window(Instant ends, int left) {}

  public Quota(World world) {
    this.world = world;
  }

  /** Leaves no more than this to everybody who has asked already, until the hour ends. */
  public synchronized void leave(int left) {
    windows.replaceAll((who, window) -> new Window(window.ends(), left));
  }

  synchronized boolean spent(Asked asked) {
    return !free(asked) && window(asked).left() <= 0;
  }

  synchronized Answer count(Asked asked, Answer answer) {
    Window window = window(asked);
    boolean counts = answer.status() != 304 && !free(asked);
    int left = Math.max(0, window.left() - (counts ? 1 : 0));
    windows.put(who(asked), new Window(window.ends(), left));
    return marked(answer, window.ends(), left);
  }

  private static Answer marked(Answer answer, Instant ends, int left) {
    return answer
        .with("X-RateLimit-Limit", Integer.toString(LIMIT))
        .with("X-RateLimit-Remaining", Integer.toString(left))
        .with("X-RateLimit-Used", Integer.toString(LIMIT - left))
        .with("X-RateLimit-Reset", Long.toString(ends.getEpochSecond()))
        .with("X-RateLimit-Resource", "core");
  }

  synchronized Map<String, Object> shown(Asked asked) {
    Window window = window(asked);
    Map<String, Object> rate = new LinkedHashMap<>();
    rate.put("limit", LIMIT);
    rate.put("remaining", window.left());
    rate.put("reset", window.ends().getEpochSecond());
    rate.put("used", LIMIT - window.left());
    return Map.of("resources", Map.of("core", rate, "search", rate), "rate", rate);
  }

  private Window window(Asked asked) {
    Window known = windows.get(who(asked));
    return known != null && known.ends().isAfter(world.now())
        ? known
        : new Window(world.now().plus(HOUR), LIMIT);
  }

  private static boolean free(Asked asked) {
    return asked.path().equals("/rate_limit");
  }

  /** Tokens differ each time, and those of one are counted together. */
  private static String who(Asked asked) {
    String said = asked.header("authorization").orElse("");
    return said.contains("ghs_") ? "the installation" : "the app";
  }
}
