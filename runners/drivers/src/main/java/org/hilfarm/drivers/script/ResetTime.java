package org.hilfarm.drivers.script;

import java.time.Duration;
import java.util.OptionalDouble;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.drivers.seat.Bench;

/**
 * When a board resets, seen from the host: from its last word to the port's leaving, and from there
 * to its next prompt. Where the script said after how many seconds the reset is due, it must come
 * then. One thread.
 */
final class ResetTime {
  /** A word and a leaving may be noticed with this delay, on the wall's clock. */
  private static final Duration NOTICED = Duration.ofMillis(500);

  /** How far off a watchdog may be: the ESP32-S2 looks once a second, a halt takes its time. */
  private static final double TOLERANCE_S = 1.5;

  private final Bench bench;
  private final RecordStream records;
  private long said = -1;
  private long left = -1;
  private long back = -1;

  ResetTime(Bench bench, RecordStream records) {
    this.bench = bench;
    this.records = records;
  }

  /** Records have come. */
  void heard() {
    if (said < 0 && records.ended().isPresent()) {
      said = bench.time().nanos();
    }
  }

  /** The port is gone. */
  void left() {
    left = bench.time().nanos();
  }

  /** The board is at a prompt again. */
  void back() {
    back = bench.time().nanos();
  }

  /** What was measured, as far as it came. */
  void tell(HostSaw saw) {
    if (said < 0 || left < 0) {
      return;
    }
    OptionalDouble due = records.resetDue();
    double noticed = bench.time().toBoard(NOTICED).toMillis() / 1000.0;
    OptionalDouble none = OptionalDouble.empty();
    saw.measure(
        "usb_gone_after",
        seconds(said, left),
        "s",
        due.isPresent() ? OptionalDouble.of(due.getAsDouble() - TOLERANCE_S - noticed) : none,
        due.isPresent() ? OptionalDouble.of(due.getAsDouble() + TOLERANCE_S + noticed) : none);
    if (back > 0) {
      saw.measure("back_after", seconds(left, back), "s", none, none);
    }
  }

  private static double seconds(long from, long to) {
    return Math.round((to - from) / 1e7) / 100.0;
  }
}
