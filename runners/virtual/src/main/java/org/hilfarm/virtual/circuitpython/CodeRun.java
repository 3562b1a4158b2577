package org.hilfarm.virtual.circuitpython;

import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.RunReason;
import org.hilfarm.virtual.circuitpython.console.Console;
import org.hilfarm.virtual.circuitpython.console.Inbox;
import org.hilfarm.virtual.circuitpython.port.Core;
import org.hilfarm.virtual.circuitpython.port.Settings;
import org.hilfarm.virtual.circuitpython.vm.Interpreter;
import org.hilfarm.virtual.circuitpython.vm.Job;
import org.hilfarm.virtual.circuitpython.vm.Outcome;

/** One run of code.py and the wait for what comes next (main.c, {@code run_code_py}). */
final class CodeRun {
  private static final Duration AUTORELOAD_DELAY = Duration.ofMillis(750);
  private static final Duration USB_DELAY = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofDays(3650);
  private static final int CTRL_D = 4;
  private static final String STOPPED = "\nCode stopped by auto-reload. Reloading soon.\n";

  private final Core core;
  private final Console console;
  private final Inbox inbox;
  private final Machines machines;
  private final Drive drive;
  private final SleepHabits sleepHabits;
  private final ReloadHabits reloadHabits;
  private boolean reloaded;
  private boolean likeAfterReset = true;
  private boolean statusShown;
  private boolean safeModeShown;
  private boolean keyShown;
  private boolean pretending;

  CodeRun(Core core, Machines machines, Drive drive) {
    this.core = core;
    this.console = core.console();
    this.inbox = core.inbox();
    this.machines = machines;
    this.drive = drive;
    this.sleepHabits = SleepHabits.of(core.chip());
    this.reloadHabits = ReloadHabits.of(core.chip());
  }

  /** Whether the next run counts as the first one and says nothing of a reboot; asked once. */
  boolean takeLikeAfterReset() {
    boolean like = likeAfterReset;
    likeAfterReset = false;
    return like;
  }

  /** Runs code.py and waits; whether the REPL is next. */
  boolean run() {
    likeAfterReset = false;
    pretending = false;
    keyShown = false;
    safeModeShown = false;
    statusShown = inbox.open();
    if (statusShown) {
      console.print("\n");
      showStatus();
      showSafeMode();
    }
    Outcome outcome = Outcome.DONE;
    if (!core.settings().inSafeMode() && !inbox.reloadPending()) {
      outcome = runFile();
      if (outcome == Outcome.EXIT) {
        return true;
      }
      if (outcome == Outcome.RELOAD && !inbox.reloadPending()) {
        return false;
      }
    }
    boolean toRepl = await(outcome == Outcome.SLEEP);
    if (pretending) {
      likeAfterReset = true;
    }
    return toRepl;
  }

  private void showStatus() {
    console.raw(Console.LINE_CLEAR);
    console.print(
        inbox.autoreload()
            ? "Auto-reload is on. Simply save files over USB to run them or enter REPL to"
                + " disable.\n"
            : "Auto-reload is off.\n");
  }

  private void showSafeMode() {
    Settings settings = core.settings();
    if (settings.inSafeMode()) {
      console.print("Running in safe mode! Not running saved code.\n");
      console.print(SafeModeText.of(settings.safeMode(), core.chip().type().family()));
    }
    safeModeShown = true;
  }

  private Outcome runFile() {
    Optional<String> asked =
        core.settings().nextCodeFile().filter(name -> drive.has(name.replaceFirst("^/+", "")));
    Optional<String> file = asked.or(drive::code);
    core.settings().nextCodeFile(Optional.empty());
    Outcome outcome = file.map(this::runFile).orElse(Outcome.DONE);
    if (outcome == Outcome.RELOAD && inbox.reloadPending()) {
      core.settings().runReason(RunReason.AUTO_RELOAD);
      console.print(STOPPED.repeat(reloadHabits.stopMessages()));
    } else {
      console.print("\nCode done running.\n");
    }
    return outcome;
  }

  private Outcome runFile(String name) {
    console.raw(Console.LINE_CLEAR);
    console.print(name + " output:\n");
    console.title(name);
    core.settings().traceback("");
    core.settings().maySleep(true);
    Interpreter python = machines.start();
    if (reloaded) {
      reloaded = false;
      reloadHabits.reloading(core);
    }
    boolean died = false;
    try {
      CodeOutput output = new CodeOutput(console);
      Outcome outcome = python.run(Job.file(name), output);
      core.settings().traceback(output.traceback());
      died = outcome == Outcome.FAILED && !output.traceback().contains("\nKeyboardInterrupt");
      return outcome;
    } finally {
      machines.end(python, died);
      core.settings().maySleep(false);
      console.title("Done");
    }
  }

  /** Waits for a key, a write, an alarm; whether the REPL is next. */
  private boolean await(boolean sleeps) {
    while (true) {
      if (pretending && sleepHabits == SleepHabits.IGNORES_WRITES) {
        inbox.forgetReload();
      }
      if (inbox.quietFor(reloadHabits.delay(AUTORELOAD_DELAY))) {
        inbox.forgetReload();
        reloaded = true;
        core.settings().runReason(RunReason.AUTO_RELOAD);
        return false;
      }
      if (keyThere()) {
        boolean reload = inbox.read() == CTRL_D;
        if (reload) {
          core.settings().runReason(RunReason.REPL_RELOAD);
        }
        return !reload;
      }
      if (sleeps && (untilAlarm().isZero() || atOnce() || pin().isPresent())) {
        wake(pin().orElse(Settings.TIME));
        return false;
      }
      announce();
      Duration next = sleeps ? sleep() : LONG;
      boolean open = inbox.open();
      boolean pending = inbox.reloadPending();
      inbox.await(
          pending ? AUTORELOAD_DELAY : next,
          () ->
              keyThere()
                  || open != inbox.open()
                  || inbox.reloadPending() != pending
                  || (sleeps && pin().isPresent()));
    }
  }

  private boolean keyThere() {
    boolean deaf = pretending && sleepHabits == SleepHabits.DEAF;
    return inbox.open() && inbox.available() > 0 && !inbox.reloadPending() && !deaf;
  }

  private boolean atOnce() {
    return pretending && sleepHabits == SleepHabits.WAKES_AT_ONCE;
  }

  private void announce() {
    if (!inbox.open()) {
      statusShown = false;
      keyShown = false;
      return;
    }
    if (keyShown || inbox.reloadPending()) {
      return;
    }
    if (!statusShown) {
      showStatus();
    }
    if (!safeModeShown) {
      showSafeMode();
    }
    console.print("\nPress any key to enter the REPL. Use CTRL-D to reload.\n");
    keyShown = true;
  }

  private Duration untilAlarm() {
    long due = core.settings().sleepUntil();
    if (due == Settings.NO_ALARM) {
      return LONG;
    }
    Duration left = Duration.ofNanos(due).minus(core.up());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The pin whose alarm ends the sleep now. */
  private Optional<String> pin() {
    return core.settings().wakingPins().fired(core.chip());
  }

  private void wake(String alarm) {
    console.print("Woken up by alarm.\n");
    core.settings().runReason(RunReason.STARTUP);
    core.settings().wokenBy(alarm);
    likeAfterReset = true;
  }

  /** Sleeps truly without USB, pretends with it; how long until there is something to do. */
  private Duration sleep() {
    boolean wokeTruly = core.settings().resetReason() == ResetReason.DEEP_SLEEP_ALARM;
    Duration delay = USB_DELAY.minus(core.up());
    if (!pretending && !wokeTruly && delay.isPositive()) {
      return delay.compareTo(untilAlarm()) < 0 ? delay : untilAlarm();
    }
    if (!pretending) {
      if (wokeTruly || !core.chip().usbReady()) {
        new DeepSleep(core).enter(untilAlarm(), core.settings().wakingPins());
      }
      console.print("Pretending to deep sleep until alarm, CTRL-C or file write.\n");
      pretending = true;
    }
    return atOnce() ? Duration.ZERO : untilAlarm();
  }
}
