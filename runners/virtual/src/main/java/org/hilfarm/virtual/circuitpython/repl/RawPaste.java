package org.hilfarm.virtual.circuitpython.repl;

import org.hilfarm.virtual.circuitpython.port.Core;
import org.hilfarm.virtual.circuitpython.vm.Interpreter;

/**
 * Takes a source with flow control (py/reader.c, {@code mp_reader_stdin}): a window of 128 bytes,
 * one credit for each that was read. The real parser reads as it goes and ends early at an error;
 * here the first window is looked at.
 */
final class RawPaste {
  private static final int WINDOW = 128;

  private final Core core;
  private final Interpreter python;
  private final StringBuilder source = new StringBuilder();

  RawPaste(Core core, Interpreter python) {
    this.core = core;
    this.python = python;
  }

  /** What came of it. */
  sealed interface Read {
    /** All of it, or as much as is needed to see that it cannot be parsed. */
    record Whole(String source) implements Read {}

    /** The host sent Ctrl-C. */
    record Interrupted() implements Read {}
  }

  Read read() {
    core.console().raw("R\u0001\u0080\u0000\u0001");
    int left = WINDOW;
    boolean first = true;
    while (true) {
      int c = core.inbox().read();
      if (c == LineReader.CTRL_C || c == LineReader.CTRL_D) {
        core.console().raw(RawRepl.END);
        return c == LineReader.CTRL_C ? new Read.Interrupted() : new Read.Whole(source.toString());
      }
      if (source.length() < RawRepl.LONGEST) {
        source.append((char) c);
      }
      if (--left == 0) {
        if (first && broken()) {
          return endEarly();
        }
        first = false;
        core.console().raw("\u0001");
        left = WINDOW;
      }
    }
  }

  /** Whether a line that is surely whole cannot be parsed. */
  private boolean broken() {
    String text = source.toString();
    if (text.contains("'''") || text.contains("\"\"\"")) {
      return false;
    }
    int line = python.check(text);
    long lines = text.chars().filter(c -> c == '\n').count();
    return line > 0 && line < lines;
  }

  private Read endEarly() {
    core.console().raw(RawRepl.END);
    int c = 0;
    while (c != LineReader.CTRL_C && c != LineReader.CTRL_D) {
      c = core.inbox().read();
    }
    return new Read.Whole(source.toString());
  }
}
