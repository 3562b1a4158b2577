package org.hilfarm.virtual.circuitpython.repl;

import org.hilfarm.virtual.circuitpython.console.Console;
import org.hilfarm.virtual.circuitpython.port.Core;
import org.hilfarm.virtual.circuitpython.vm.Interpreter;
import org.hilfarm.virtual.circuitpython.vm.Job;
import org.hilfarm.virtual.circuitpython.vm.Outcome;
import org.hilfarm.virtual.circuitpython.vm.Sink;

/** The REPL for programs (shared/runtime/pyexec.c, {@code pyexec_raw_repl}). */
public final class RawRepl {
  /** A source longer than this takes no more bytes. */
  static final int LONGEST = 1024 * 1024;

  static final String END = "\u0004";

  private static final String BANNER = "raw REPL; CTRL-B to exit\r\n";

  private final Core core;
  private final Console console;
  private final Interpreter python;

  public RawRepl(Core core, Interpreter python) {
    this.core = core;
    this.console = core.console();
    this.python = python;
  }

  /** Serves until it is left. */
  public Exit serve() {
    console.raw(BANNER);
    while (true) {
      console.raw(">");
      StringBuilder typed = new StringBuilder();
      int key = LineReader.CTRL_C;
      while (key == LineReader.CTRL_C) {
        typed.setLength(0);
        key = collect(typed);
      }
      String source = typed.toString();
      if (key == LineReader.CTRL_B) {
        console.raw("\r\n");
        return Exit.SWITCH;
      }
      if (key == LineReader.CTRL_A) {
        if (restarted(source)) {
          return Exit.REBOOT;
        }
      } else if (executed(source)) {
        return Exit.REBOOT;
      }
    }
  }

  /** Collects bytes up to one of Ctrl-A to Ctrl-D, and returns that. */
  private int collect(StringBuilder typed) {
    while (true) {
      int c = core.inbox().read();
      if (c >= LineReader.CTRL_A && c <= LineReader.CTRL_D) {
        return c;
      }
      if (typed.length() < LONGEST) {
        typed.append((char) c);
      }
    }
  }

  /** Ctrl-A begins anew, or behind Ctrl-E and a letter asks for raw-paste. */
  private boolean restarted(String source) {
    if (source.length() == 2 && source.charAt(0) == LineReader.CTRL_E) {
      return pasted(source.charAt(1));
    }
    console.raw(BANNER);
    return false;
  }

  private boolean pasted(char letter) {
    if (letter != 'A') {
      console.raw("R\u0000");
      return false;
    }
    RawPaste paste = new RawPaste(core, python);
    return switch (paste.read()) {
      case RawPaste.Read.Whole whole -> leaves(whole.source(), "");
      case RawPaste.Read.Interrupted i -> {
        console.raw(END);
        console.print("Traceback (most recent call last):\nKeyboardInterrupt: \n");
        console.raw(END);
        yield false;
      }
    };
  }

  private boolean executed(String source) {
    if (source.isEmpty()) {
      console.raw("OK\r\n");
      return true;
    }
    return leaves(source, "OK");
  }

  /** Runs it with the marks around output and error; whether that ends this virtual machine. */
  private boolean leaves(String source, String taken) {
    Framed framed = new Framed(console, taken);
    Outcome outcome = python.run(Job.text(Job.Kind.EXEC, source), framed);
    framed.finish();
    core.disk().flush();
    return outcome == Outcome.EXIT || outcome == Outcome.RELOAD;
  }

  /** Output, the mark, an error or none, the mark. */
  private static final class Framed implements Sink {
    private final Console console;
    private final String taken;
    private boolean marked;

    Framed(Console console, String taken) {
      this.console = console;
      this.taken = taken;
    }

    @Override
    public void begins() {
      console.raw(taken);
    }

    @Override
    public void output(byte[] bytes, int from, int to) {
      console.write(bytes, from, to);
    }

    @Override
    public void errorFollows() {
      if (!marked) {
        marked = true;
        console.raw(END);
      }
    }

    void finish() {
      errorFollows();
      console.raw(END);
    }
  }
}
