package org.hilfarm.virtual.circuitpython.repl;

import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.circuitpython.port.Core;
import org.hilfarm.virtual.circuitpython.port.SavedWord;
import org.hilfarm.virtual.circuitpython.vm.Interpreter;
import org.hilfarm.virtual.circuitpython.vm.Job;
import org.hilfarm.virtual.circuitpython.vm.Outcome;

/** The REPL for people (shared/runtime/pyexec.c, {@code pyexec_friendly_repl}). */
public final class FriendlyRepl {
  private static final String PASTE = "\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ";

  private final Core core;
  private final Interpreter python;
  private final LineReader lines;

  public FriendlyRepl(Core core, Interpreter python) {
    this.core = core;
    this.python = python;
    this.lines = new LineReader(core.inbox(), core.console(), python);
  }

  /** Serves the prompt until it is left. */
  public Exit serve() {
    banner();
    while (true) {
      StringBuilder text = new StringBuilder();
      int key = lines.read(text, ">>> ");
      switch (key) {
        case LineReader.CTRL_A -> {
          core.console().raw("\r\n");
          return Exit.SWITCH;
        }
        case LineReader.CTRL_D -> {
          core.console().raw("\r\n");
          return Exit.REBOOT;
        }
        case LineReader.CTRL_B -> {
          core.console().raw("\r\n");
          banner();
        }
        case LineReader.CTRL_C -> core.console().raw("\r\n");
        case LineReader.RAISED -> timedOut();
        default -> {
          if (leaves(key == LineReader.CTRL_E ? paste(text) : block(text), text)) {
            return Exit.REBOOT;
          }
        }
      }
    }
  }

  /** A watchdog in RAISE mode: its exception is shown, and the prompt goes on. */
  private void timedOut() {
    if (core.chip().trait("raise-at-prompt").filter("crash"::equals).isPresent()) {
      new SavedWord(core.chip().retained()).safeMode(SafeModeReason.NLR_JUMP_FAIL);
      core.chip().reset(ResetCause.SOFTWARE);
      core.inbox().read();
    }
    core.console().print("\nWatchDogTimeout: \n");
  }

  private void banner() {
    core.console().print("\n" + core.chip().banner() + "\n");
  }

  /** What a text is taken for. */
  private enum Typed {
    NOTHING,
    LINE,
    PASTE
  }

  private Typed block(StringBuilder text) {
    if (text.isEmpty()) {
      return Typed.NOTHING;
    }
    while (Continuation.needed(text.toString())) {
      text.append('\n');
      int key = lines.read(text, "... ");
      if (key == LineReader.RAISED) {
        timedOut();
        return Typed.NOTHING;
      }
      if (key == LineReader.CTRL_C) {
        core.console().raw("\r\n");
        return Typed.NOTHING;
      }
      if (key == LineReader.CTRL_D) {
        return Typed.LINE;
      }
    }
    return Typed.LINE;
  }

  private Typed paste(StringBuilder text) {
    core.console().raw(PASTE);
    while (true) {
      int c = core.inbox().read();
      if (c == LineReader.CTRL_C || c == LineReader.CTRL_D) {
        core.console().raw("\r\n");
        return c == LineReader.CTRL_C ? Typed.NOTHING : Typed.PASTE;
      }
      text.append((char) c);
      core.console().raw(c == '\r' ? "\r\n=== " : String.valueOf((char) c));
    }
  }

  /** Runs it; whether that ends this virtual machine. */
  private boolean leaves(Typed typed, StringBuilder text) {
    if (typed == Typed.NOTHING) {
      return false;
    }
    Job.Kind kind = typed == Typed.PASTE ? Job.Kind.EXEC : Job.Kind.SINGLE;
    Outcome outcome = python.run(Job.text(kind, text.toString()), core.console()::write);
    core.disk().flush();
    return switch (outcome) {
      case DONE, FAILED, SLEEP -> false;
      case EXIT, RELOAD -> true;
    };
  }
}
