package org.hilfarm.drivers.record;

import java.util.OptionalDouble;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.HeapSample;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.reset.Witnesses;

/** One thing a test script said through {@code hil.py}. */
public sealed interface BoardRecord {
  /**
   * A phase began.
   *
   * @param phase its name
   * @param round how often it was run before
   */
  record Started(String phase, int round) implements BoardRecord {}

  /** A check was made. */
  record Checked(Check check) implements BoardRecord {}

  /** A number was measured. */
  record Measured(Measure measure) implements BoardRecord {}

  /** Something about the rig was looked at, without the part of the firmware under test. */
  record Wired(Check check) implements BoardRecord {}

  /** The heap as it was; its round is the phase's. */
  record Heap(HeapSample sample) implements BoardRecord {}

  /** The script cannot be run here. */
  record Skipping(String reason) implements BoardRecord {}

  /** An exception left the phase's function. */
  record Raised(String type, String detail) implements BoardRecord {}

  /** The board must be power cycled before anything else runs on it. */
  record Unclean(String why) implements BoardRecord {}

  /**
   * What code.py, run for the first time after a start, knows of it.
   *
   * @param witnesses reset reason, safe mode and run reason
   * @param wakeAlarm the type of {@code alarm.wake_alarm}
   */
  record Booted(Witnesses witnesses, String wakeAlarm) implements BoardRecord {}

  /** The script is ready for what the host does next. */
  record Ready() implements BoardRecord {}

  /**
   * The phase's last record: all of them are out.
   *
   * @param how how it goes on
   * @param due after how many seconds a reset must come, where the script knows
   */
  record Ended(How how, OptionalDouble due) implements BoardRecord {
    public Ended(How how) {
      this(how, OptionalDouble.empty());
    }
  }

  /** How a phase says that it ended. */
  enum How {
    DONE,
    AGAIN,
    RESET,
    /** It goes to sleep now. */
    SLEEP,
    /** It runs on until something from outside ends it. */
    LOOP
  }
}
