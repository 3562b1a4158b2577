package org.hilfarm.wire.rackapi;

import java.util.List;
import org.hilfarm.model.lease.LeaseToken;

/**
 * What is wanted next of a reserved board.
 *
 * @param wishes in order; none where there was none in time
 * @param over whether the board is to be put back
 */
public record SeatWishes(List<SeatWish> wishes, boolean over) {
  public SeatWishes {
    wishes = List.copyOf(wishes);
  }

  /**
   * An agent asks what is wanted, and waits for the answer (long poll).
   *
   * @param token the reservation's fence; an old one is refused with 409
   * @param after the last wish it has got
   * @param waitMillis how long the server may take to say that there is nothing
   */
  public record Request(LeaseToken token, long after, long waitMillis) {}

  /**
   * An agent says what became of a wish.
   *
   * @param token the reservation's fence
   * @param number the wish's
   * @param well whether it was done
   * @param said what came of it, for the person
   */
  public record Done(LeaseToken token, long number, boolean well, String said) {}
}
