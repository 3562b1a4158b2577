package org.hilfarm.farm.compare.upstream;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.hilfarm.drivers.upstream.Feature;
import org.hilfarm.drivers.upstream.Reading;
import org.hilfarm.model.script.Expectation;
import org.hilfarm.model.script.Expectation.Form;
import org.hilfarm.model.script.Script;
import org.hilfarm.time.Deadline;

/**
 * Tests by the interpreter of virtual boards with nothing around it, read by the rules that a
 * board's output is read by. One thread.
 */
final class Alone {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
  private static final String TRACEBACK = "Traceback (most recent call last):";

  private final Interpreter interpreter;
  private final Map<String, Boolean> known = new HashMap<>();

  Alone(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Runs one test, in a process and in a folder of its own. */
  Told run(Script test) throws IOException, InterruptedException {
    Expectation expectation = test.expectation().orElseThrow();
    if (expectation.form() == Form.NOT_RUN) {
      return new Told("skipped", expectation.text());
    }
    if (expectation.form() == Form.SCOREBOARD) {
      return new Told("skipped", "it runs as CircuitPython's code.py");
    }
    for (Feature feature : Feature.of(test.id())) {
      if (!has(feature)) {
        return new Told("skipped", feature.reason());
      }
    }
    Interpreter.Run run = interpreter.run(test.source(), Deadline.after(test.timeout()));
    if (run.exit().isEmpty()) {
      return new Told("failed", "it did not end within %d s".formatted(test.timeout().toSeconds()));
    }
    return Told.of(Reading.of(test, expectation, run.printed(), error(run)));
  }

  /** What it ended with; its errors come with its output. */
  private static String error(Interpreter.Run run) {
    OptionalInt exit = run.exit();
    if (exit.isPresent() && exit.getAsInt() == 0) {
      return "";
    }
    String text = run.printed().text();
    int traceback = text.lastIndexOf(TRACEBACK);
    return traceback < 0 ? "exit code " + exit.orElse(-1) : text.substring(traceback);
  }

  /** What no board has is for the Unix port, and this is the Unix port. */
  private boolean has(Feature feature) throws IOException, InterruptedException {
    if (!known.containsKey(feature.name())) {
      known.put(feature.name(), feature.probe().isEmpty() || answersYes(feature.question()));
    }
    return known.getOrDefault(feature.name(), false);
  }

  private boolean answersYes(String question) throws IOException, InterruptedException {
    Interpreter.Run run = interpreter.run(question, Deadline.after(ANSWERS_WITHIN));
    return run.printed().text().strip().equals("yes");
  }
}
