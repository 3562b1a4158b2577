package org.hilfarm.virtual.circuitpython.port;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.RunReason;
import org.hilfarm.model.reset.SafeModeReason;

/**
 * What the firmware remembers from one virtual machine to the next and forgets at a reset. For the
 * firmware's thread.
 */
public final class Settings {
  /** No alarm: only something outside ends the sleep. */
  public static final long NO_ALARM = -1;

  /** A time alarm ended the sleep. */
  public static final String TIME = "time";

  private final ResetReason resetReason;
  private final SafeModeReason safeMode;
  private RunReason runReason = RunReason.STARTUP;
  private boolean readonly = true;
  private String wokenBy;
  private boolean maySleep;
  private boolean booting = true;
  private long sleepUntil = NO_ALARM;
  private PinAlarms wakingPins = PinAlarms.NONE;
  private int starts;
  private Optional<String> nextCodeFile = Optional.empty();
  private String traceback = "";
  private final Set<Integer> keptPins = new TreeSet<>();

  /**
   * @param wokenBy the alarm that ended the deep sleep before this start, empty where there was
   *     none
   */
  public Settings(ResetReason resetReason, SafeModeReason safeMode, String wokenBy) {
    this.resetReason = resetReason;
    this.safeMode = safeMode;
    this.wokenBy = wokenBy;
  }

  public ResetReason resetReason() {
    return resetReason;
  }

  public SafeModeReason safeMode() {
    return safeMode;
  }

  public boolean inSafeMode() {
    return safeMode != SafeModeReason.NONE;
  }

  public RunReason runReason() {
    return runReason;
  }

  public void runReason(RunReason reason) {
    runReason = reason;
  }

  /** Whether code may not write to the drive; {@code storage.remount} changes it. */
  public boolean readonly() {
    return readonly;
  }

  public void readonly(boolean on) {
    readonly = on;
  }

  /** Whether boot.py may still choose the USB devices. */
  public boolean booting() {
    return booting;
  }

  public void booted() {
    booting = false;
  }

  /** What {@code alarm.wake_alarm} is in this virtual machine: empty, time, or {@code 10=1}. */
  public String wokenBy() {
    return wokenBy;
  }

  public void wokenBy(String alarm) {
    wokenBy = alarm;
  }

  /** The pins that end the sleep code asked for. */
  public PinAlarms wakingPins() {
    return wakingPins;
  }

  public void wakingPins(PinAlarms pins) {
    wakingPins = pins;
  }

  /** Whether deep sleep can be asked for: not at a prompt. */
  public boolean maySleep() {
    return maySleep;
  }

  public void maySleep(boolean may) {
    maySleep = may;
  }

  /** The alarm code asked to sleep for, in nanoseconds since the start. */
  public long sleepUntil() {
    return sleepUntil;
  }

  public void sleepUntil(long nanos) {
    sleepUntil = nanos;
  }

  /** How many virtual machines were started since the reset, counting this one. */
  public int countStart() {
    return ++starts;
  }

  /** The file to run instead of code.py. */
  public Optional<String> nextCodeFile() {
    return nextCodeFile;
  }

  public void nextCodeFile(Optional<String> file) {
    nextCodeFile = file;
  }

  /** Pins in use when a virtual machine ends that stay so: a display's, or what was forgotten. */
  public Set<Integer> keptPins() {
    return Set.copyOf(keptPins);
  }

  /** Whether a pin is in use now. */
  public void keepPin(int pin, boolean inUse) {
    if (inUse) {
      keptPins.add(pin);
    } else {
      keptPins.remove(pin);
    }
  }

  /** The traceback with which code last ended; empty: none. */
  public String traceback() {
    return traceback;
  }

  public void traceback(String text) {
    traceback = text;
  }
}
