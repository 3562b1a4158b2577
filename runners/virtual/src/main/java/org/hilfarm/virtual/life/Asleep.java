package org.hilfarm.virtual.life;

import org.hilfarm.model.board.Family;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.board.Retained;
import org.hilfarm.virtual.board.SleepUntil;

/** A chip in deep sleep, off USB, until its alarm. */
final class Asleep implements Life {
  private final Board board;
  private final SleepUntil alarm;
  private final ResetCause wake;
  private final double microamps;

  /**
   * Sleeps.
   *
   * @param microamps what it draws
   */
  Asleep(Board board, SleepUntil alarm, ResetCause wake, double microamps) {
    this.board = board;
    this.alarm = alarm;
    this.wake = wake;
    this.microamps = microamps;
  }

  @Override
  public double microamps(Family family) {
    return microamps;
  }

  @Override
  public void begin() {
    board.retained().words().remove(Retained.WAKING_PIN);
    for (int pin : alarm.levels().keySet()) {
      board.level(pin).ifPresent(level -> pin(pin, level));
    }
    var unused = board.after(this, alarm.passed(), () -> board.restart(wake));
  }

  @Override
  public void pin(int number, boolean level) {
    if (alarm.endsAt(number, level)) {
      board.retained().words().putIfAbsent(Retained.WAKING_PIN, number);
      board.run(this, () -> board.restart(wake));
    }
  }

  @Override
  public void close() {}
}
