package org.hilfarm.server.console;

import java.time.Duration;
import org.hilfarm.server.plan.Patience;

/**
 * How long a reservation lasts, and how soon a tab that is gone is noticed. A browser lets a page
 * in the background do something once a minute only, and such a page is still somebody's.
 *
 * @param heartbeat how often the tab is to say that it is there
 * @param lost after which a tab that says nothing is gone
 */
public record Ration(Duration heartbeat, Duration lost) {
  /** The longest time a board can be had for at once. */
  public static final Duration LONGEST = Duration.ofHours(2);

  private static final int BEATS = 3;

  /** Two leases a heartbeat, three heartbeats until the tab is gone: 24 s and 72 s by default. */
  public static Ration of(Patience patience) {
    Duration heartbeat = patience.lease().multipliedBy(2);
    return new Ration(heartbeat, heartbeat.multipliedBy(BEATS));
  }
}
