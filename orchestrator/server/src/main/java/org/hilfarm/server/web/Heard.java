package org.hilfarm.server.web;

import java.time.Duration;

/** Told of each request that was answered. Any thread calls. */
@FunctionalInterface
public interface Heard {
  /**
   * A request was answered.
   *
   * @param method one of HTTP's
   * @param route the path as the farm declares it, with names for what varies; none for a path that
   *     it does not have
   */
  void answered(String method, String route, int status, Duration took);
}
