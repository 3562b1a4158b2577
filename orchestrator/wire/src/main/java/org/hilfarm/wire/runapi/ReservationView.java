package org.hilfarm.wire.runapi;

import java.time.Instant;

/**
 * A board that was reserved.
 *
 * @param reservation what proves it from now on: a secret, said once
 * @param until its end in any case
 * @param heartbeatSeconds how often to say that one is there; after three that are missing the
 *     board is somebody else's
 */
public record ReservationView(String reservation, Instant until, long heartbeatSeconds) {
  /**
   * What is asked for.
   *
   * @param minutes how long at most
   */
  public record Wish(int minutes) {}

  /**
   * The answer to a heartbeat, and to letting go.
   *
   * @param until when it ends in any case
   */
  public record Kept(Instant until) {}

  /**
   * What came of a power cycle or of a flash.
   *
   * @param over whether it is over; if not, it is still being done
   * @param well whether it was done; false while it is not over
   * @param wish its number in this reservation, by which it is asked for again
   * @param said what came of it
   */
  public record Done(boolean over, boolean well, long wish, String said) {}
}
