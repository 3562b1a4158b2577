package org.hilfarm.virtual.circuitpython;

import java.time.Duration;
import org.hilfarm.model.board.Family;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.board.Retained;
import org.hilfarm.virtual.board.SleepUntil;
import org.hilfarm.virtual.circuitpython.port.Core;
import org.hilfarm.virtual.circuitpython.port.PinAlarms;
import org.hilfarm.virtual.circuitpython.port.SavedWord;
import org.hilfarm.virtual.circuitpython.port.Settings;
import org.jspecify.annotations.Nullable;

/**
 * True deep sleep (ports/.../common-hal/alarm/__init__.c): the ESP32-S2 powers down and its silicon
 * knows why it wakes; the others remember it in RAM and reset by software.
 */
final class DeepSleep {
  private static final Duration FOREVER = Duration.ofDays(3650);

  private final Core core;

  DeepSleep(Core core) {
    this.core = core;
  }

  /** Does not return: the chip stops the firmware. */
  void enter(Duration untilAlarm, PinAlarms pins) {
    core.disk().flush();
    Family family = core.chip().type().family();
    boolean played = isOnlyPlayed(core.chip());
    if (family != Family.ESP32S2 || played) {
      new SavedWord(core.chip().retained()).wakes();
    }
    core.chip()
        .deepSleep(
            new SleepUntil(asCounted(family, untilAlarm), pins.seen(core.chip())),
            played ? ResetCause.SOFTWARE : cause(family));
    while (true) {
      core.inbox().await(FOREVER, () -> false);
    }
  }

  /** What {@code alarm.wake_alarm} is after it; a symptom forgets it. */
  static String wokenBy(Chip chip) {
    if (chip.trait("wake-alarm").filter("lost"::equals).isPresent()) {
      return "";
    }
    @Nullable Integer pin = chip.retained().words().get(Retained.WAKING_PIN);
    return pin == null ? Settings.TIME : pin + "=";
  }

  /** A firmware that waits, restarts by software, and calls that a deep sleep. */
  static boolean isOnlyPlayed(Chip chip) {
    return chip.type().family() == Family.ESP32S2
        && chip.trait("deep-sleep").filter("restart"::equals).isPresent();
  }

  private static ResetCause cause(Family family) {
    return switch (family) {
      case ESP32S2 -> ResetCause.DEEP_SLEEP_WAKE;
      case NRF52840, RP2040 -> ResetCause.SOFTWARE;
    };
  }

  /** The nRF52840 counts whole seconds in deep sleep (RTC prescaler 1024). */
  private static Duration asCounted(Family family, Duration sleep) {
    return family == Family.NRF52840
        ? Duration.ofSeconds(sleep.plusNanos(999_999_999).toSeconds())
        : sleep;
  }
}
