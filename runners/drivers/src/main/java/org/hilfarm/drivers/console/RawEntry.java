package org.hilfarm.drivers.console;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hilfarm.time.Deadline;

/**
 * Brings a board to the raw REPL from whatever it does. Return and Ctrl-A in one write do it at any
 * prompt, raw or friendly, and at "Press any key", where the return is the key that is eaten. Code
 * that runs keeps them waiting: then Ctrl-C ends it. The board throws away what came right behind a
 * Ctrl-C, so the next try waits for the answer to it. (Recorded from 10.2.0 on a Pico.)
 */
final class RawEntry {
  /** What a board says when it is at the raw prompt. */
  static final String PROMPT = "raw REPL; CTRL-B to exit\r\n>";

  private static final Pattern RAW = Pattern.compile(PROMPT, Pattern.LITERAL);

  /** What ends a board's answer to Ctrl-C: a prompt, a raw run's end, or the wait for a key. */
  private static final Pattern ANSWER =
      Pattern.compile("raw REPL; CTRL-B to exit\\r\\n>|>>> |\\x04>|CTRL-D to reload\\.\\r\\n");

  /** A Pico answers within 10 ms, an emulated one within 30. */
  private static final Duration FIRST_PATIENCE = Duration.ofMillis(100);

  private static final Duration MOST_PATIENCE = Duration.ofSeconds(2);

  private RawEntry() {}

  static void enter(Console console, Deadline deadline) throws IOException, InterruptedException {
    Duration patience = FIRST_PATIENCE;
    for (int attempt = 1; ; attempt++) {
      console.discard();
      console.send("\r\u0001", deadline);
      Optional<MatchResult> raw = console.look(RAW, deadline.within(patience));
      if (raw.isPresent()
          && (attempt == 1 || inStep(console, attempt, deadline.within(patience)))) {
        return;
      }
      if (deadline.passed()) {
        throw console.tooLate("the raw REPL's prompt, asked " + attempt + " times", deadline);
      }
      console.discard();
      console.send("\u0003", deadline);
      console.look(ANSWER, deadline.within(patience));
      patience = patience.multipliedBy(2);
      patience = patience.compareTo(MOST_PATIENCE) < 0 ? patience : MOST_PATIENCE;
    }
  }

  /** After several tries, answers to the earlier ones may still come: reads until they have. */
  private static boolean inStep(Console console, int attempt, Deadline deadline)
      throws IOException, InterruptedException {
    String mark = "in step " + attempt;
    console.send("print('" + mark + "')\u0004", deadline);
    return console
        .look(Pattern.compile("OK" + mark + "\r\n\u0004\u0004>", Pattern.LITERAL), deadline)
        .isPresent();
  }
}
