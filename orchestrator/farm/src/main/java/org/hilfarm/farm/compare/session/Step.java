package org.hilfarm.farm.compare.session;

import java.time.Duration;
import java.util.Locale;
import org.hilfarm.drivers.console.Printable;

/** One thing that is done to a board in a session. */
public sealed interface Step {
  /** What was done, as the comparison shows it. */
  String label();

  /** A line typed at the friendly prompt; its answer ends with a prompt. */
  record Typed(String line) implements Step {
    @Override
    public String label() {
      return ">>> " + line;
    }
  }

  /**
   * Keys pressed in whatever state the board is in.
   *
   * @param bytes one character a byte
   * @param until what the board says last in answer
   */
  record Keys(String bytes, String until) implements Step {
    @Override
    public String label() {
      return "keys " + Printable.of(bytes);
    }
  }

  /**
   * Code run over the raw REPL, from the friendly prompt and back to it.
   *
   * @param what it does, in words
   */
  record Raw(String what, String code) implements Step {
    @Override
    public String label() {
      return "raw " + what;
    }
  }

  /** A line typed at the friendly prompt after which the board resets. */
  record Resets(String line) implements Step {
    @Override
    public String label() {
      return ">>> " + line + " (resets the board)";
    }
  }

  /** Some board time passes, in which the board may say something. */
  record Pass(Duration boardTime) implements Step {
    @Override
    public String label() {
      return String.format(Locale.ROOT, "%.1f s pass", boardTime.toMillis() / 1000.0);
    }
  }
}
