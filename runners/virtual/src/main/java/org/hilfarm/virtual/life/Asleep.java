package org.hilfarm.virtual.life;

import java.time.Duration;
import org.hilfarm.virtual.board.ResetCause;

/** A chip in deep sleep, off USB, until its alarm. */
final class Asleep implements Life {
  private final Board board;
  private final Duration untilAlarm;
  private final ResetCause wake;

  Asleep(Board board, Duration untilAlarm, ResetCause wake) {
    this.board = board;
    this.untilAlarm = untilAlarm;
    this.wake = wake;
  }

  @Override
  public void begin() {
    var unused = board.after(this, untilAlarm, () -> board.restart(wake));
  }

  @Override
  public void close() {}
}
