package org.hilfarm.virtual.life;

import java.time.Duration;
import org.hilfarm.model.board.Family;
import org.hilfarm.virtual.board.ResetCause;

/** A chip in deep sleep, off USB, until its alarm. */
final class Asleep implements Life {
  private final Board board;
  private final Duration untilAlarm;
  private final ResetCause wake;
  private final double microamps;

  /**
   * Sleeps.
   *
   * @param microamps what it draws
   */
  Asleep(Board board, Duration untilAlarm, ResetCause wake, double microamps) {
    this.board = board;
    this.untilAlarm = untilAlarm;
    this.wake = wake;
    this.microamps = microamps;
  }

  @Override
  public double microamps(Family family) {
    return microamps;
  }

  @Override
  public void begin() {
    var unused = board.after(this, untilAlarm, () -> board.restart(wake));
  }

  @Override
  public void close() {}
}
