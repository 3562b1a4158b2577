package org.hilfarm.virtual.circuitpython;

import java.time.Duration;
import org.hilfarm.virtual.board.BoardTime;

/** Board time that runs {@code rate} times as fast as the wall's. */
record FastTime(long rate, long began) implements BoardTime {
  static FastTime of(long rate) {
    return new FastTime(rate, System.nanoTime());
  }

  @Override
  public long nanos() {
    return (System.nanoTime() - began) * rate;
  }

  @Override
  public Duration toWall(Duration boardTime) {
    return boardTime.dividedBy(rate);
  }
}
