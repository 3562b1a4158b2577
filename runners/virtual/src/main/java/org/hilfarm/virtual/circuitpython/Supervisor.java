package org.hilfarm.virtual.circuitpython;

import org.hilfarm.model.reset.RunReason;
import org.hilfarm.virtual.circuitpython.console.Console;
import org.hilfarm.virtual.circuitpython.port.Core;
import org.hilfarm.virtual.circuitpython.repl.Exit;
import org.hilfarm.virtual.circuitpython.repl.FriendlyRepl;
import org.hilfarm.virtual.circuitpython.repl.RawRepl;
import org.hilfarm.virtual.circuitpython.vm.Interpreter;

/**
 * The endless turn of code.py and REPL (main.c, the loop in {@code main}). Each turn is a new
 * virtual machine, also from one REPL to the other. On the firmware's thread.
 */
final class Supervisor {
  private final Core core;
  private final Console console;
  private final Machines machines;
  private final CodeRun code;
  private boolean raw;

  Supervisor(Core core, Machines machines, Drive drive) {
    this.core = core;
    this.console = core.console();
    this.machines = machines;
    this.code = new CodeRun(core, machines, drive);
  }

  /** Runs until the chip stops. */
  void run() {
    boolean toRepl = code.run();
    while (true) {
      Exit exit = Exit.REBOOT;
      if (toRepl) {
        exit = repl();
        core.settings().runReason(RunReason.REPL_RELOAD);
      }
      toRepl = exit == Exit.SWITCH || reboot();
    }
  }

  /** Starts over; whether the REPL is next. */
  private boolean reboot() {
    if (!code.takeLikeAfterReset()) {
      console.print("soft reboot\n");
    }
    return raw || code.run();
  }

  private Exit repl() {
    core.inbox().suspendAutoreload(true);
    Interpreter python = machines.start();
    try {
      return raw ? rawRepl(python) : friendlyRepl(python);
    } finally {
      machines.end(python);
      core.inbox().suspendAutoreload(false);
    }
  }

  private Exit friendlyRepl(Interpreter python) {
    console.title("REPL");
    Exit exit = new FriendlyRepl(core, python).serve();
    raw = exit == Exit.SWITCH;
    console.title("Done");
    return exit;
  }

  private Exit rawRepl(Interpreter python) {
    console.suspendTitle(true);
    Exit exit = new RawRepl(core, python).serve();
    raw = exit != Exit.SWITCH;
    console.suspendTitle(false);
    return exit;
  }
}
