package org.hilfarm.virtual.circuitpython.vm;

/** How a job ended. */
public enum Outcome {
  DONE,
  /** An exception left it; the traceback was shown. */
  FAILED,
  /** SystemExit. */
  EXIT,
  /** {@code supervisor.reload()}, or the drive was written. */
  RELOAD,
  /** {@code alarm.exit_and_deep_sleep_until_alarms()}. */
  SLEEP
}
