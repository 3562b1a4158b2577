package org.hilfarm.server.postgres;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What one transaction will ring once it is committed: all of it travels in one statement. One
 * thread uses it.
 */
final class Rings {
  /** Each ring says which orchestrator it comes from, so that this one need not hear its own. */
  private final String origin;

  private final Set<Ring> rung = new LinkedHashSet<>();

  private record Ring(Channel channel, String what) {}

  Rings(String origin) {
    this.origin = origin;
  }

  void add(Channel channel, String what) {
    rung.add(new Ring(channel, what));
  }

  /** Hands them to PostgreSQL, which passes them on when the transaction is committed. */
  void tell(Handle handle) {
    if (rung.isEmpty()) {
      return;
    }
    handle
        .createQuery(
            "select pg_notify(channel, what) from unnest(:channels, :whats) as r(channel, what)")
        .bind("channels", rung.stream().map(r -> r.channel().sqlName()).toArray(String[]::new))
        .bind("whats", rung.stream().map(r -> origin + " " + r.what()).toArray(String[]::new))
        .mapTo(String.class)
        .list();
  }

  /** The channels that were rung. */
  Set<Channel> channels() {
    Set<Channel> channels = new LinkedHashSet<>();
    rung.forEach(r -> channels.add(r.channel()));
    return channels;
  }
}
