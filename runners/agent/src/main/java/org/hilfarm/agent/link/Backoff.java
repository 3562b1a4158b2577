package org.hilfarm.agent.link;

import java.time.Duration;

/** How long to wait before asking again: doubles up to a limit. One thread uses it. */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    next = first;
  }

  /** A quarter of a second to ten seconds. */
  public static Backoff standard() {
    return new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
  }

  /** What to wait now. */
  public Duration next() {
    Duration now = next;
    next = now.multipliedBy(2).compareTo(longest) > 0 ? longest : now.multipliedBy(2);
    return now;
  }

  /** It worked; the next trouble starts small again. */
  public void reset() {
    next = first;
  }
}
