package org.hilfarm.drivers.seat;

import java.util.Objects;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.console.Printable;

/** What a run of code showed, as one line for a fault's text. */
public final class Evidence {
  private static final int TAIL = 200;

  private Evidence() {}

  public static String of(Execution execution) {
    return switch (execution) {
      case Execution.Ended ended ->
          ended.raised() ? tail(ended.error()) : "it printed " + tail(ended.stdout());
      case Execution.Vanished vanished -> vanished.why();
      case Execution.Silent silent -> silent.why();
    };
  }

  /** What an exception says. */
  public static String of(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  /** The end of a text, on one line and harmless. */
  public static String tail(String text) {
    return "\"" + Printable.tail(text.strip(), TAIL) + "\"";
  }
}
