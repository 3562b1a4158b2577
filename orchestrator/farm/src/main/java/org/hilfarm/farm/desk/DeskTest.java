package org.hilfarm.farm.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.console.Console;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.console.RawRepl;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.drivers.session.BoardRecord;
import org.hilfarm.drivers.session.RecordStream;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.Via;
import org.hilfarm.time.Deadline;

/** Runs one script over one serial port's raw REPL. One thread uses it. */
public final class DeskTest {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
  private static final int MOST_ROUNDS = 200;
  private static final String NONCE = "desk";

  private final DeskSource source;
  private final Script script;
  private final org.hilfarm.farm.show.Console shown;
  private boolean failed;
  private Optional<String> broken = Optional.empty();

  public DeskTest(Script script, String library, org.hilfarm.farm.show.Console shown) {
    this.source = new DeskSource(library, script);
    this.script = script;
    this.shown = shown;
  }

  /** How it ended. */
  public enum Result {
    PASSED,
    FAILED,
    /** Could not be run to its end. */
    BROKEN
  }

  /** What of the script needs a rack; empty where a desk will do. */
  public Optional<String> needsRack() {
    return script.phases().stream()
        .filter(p -> p.ends() == Ends.RESET || p.via() == Via.CODE_PY)
        .findFirst()
        .map(
            p ->
                ("%s: its phase %s %s: that needs a rack with switched ports; run it with ./farm"
                        + " agent and ./farm submit")
                    .formatted(
                        script.id(),
                        p.run(),
                        p.ends() == Ends.RESET ? "ends in a reset" : "runs as code.py"));
  }

  /** Runs every phase on the board at this port. */
  public Result run(Path device) throws IOException, InterruptedException {
    Transcript transcript = new Transcript(InstantSource.system());
    try (Console console = new Console(SerialLink.open(device), transcript)) {
      RawRepl repl = RawRepl.enter(console, Deadline.after(ANSWERS_WITHIN));
      for (Phase phase : script.phases()) {
        rounds(repl, phase);
        if (broken.isPresent()) {
          shown.say(phase.run() + ": " + Plain.text(broken.get()));
          return Result.BROKEN;
        }
      }
      repl.leave(Deadline.after(ANSWERS_WITHIN));
    }
    return failed ? Result.FAILED : Result.PASSED;
  }

  private void rounds(RawRepl repl, Phase phase) throws IOException, InterruptedException {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      repl.reload(Deadline.after(ANSWERS_WITHIN));
      RecordStream records = new RecordStream(NONCE);
      Execution execution =
          repl.exec(source.of(phase, NONCE, round), records::feed, Deadline.after(phase.within()));
      records.records().forEach(this::show);
      broken = trouble(execution, records);
      boolean again = records.ended().filter(BoardRecord.How.AGAIN::equals).isPresent();
      if (broken.isPresent() || !again) {
        return;
      }
    }
    broken = Optional.of("asked for more than " + MOST_ROUNDS + " rounds");
  }

  private static Optional<String> trouble(Execution execution, RecordStream records) {
    return switch (execution) {
      case Execution.Ended ended ->
          ended.raised() ? Optional.of(ended.error()) : records.problemAtEnd();
      case Execution.Vanished vanished -> Optional.of(vanished.why());
      case Execution.Silent silent -> Optional.of(silent.why());
    };
  }

  private void show(BoardRecord record) {
    List<String> line =
        switch (record) {
          case BoardRecord.Checked c ->
              List.of(word(c.check().passed()), c.check().what(), c.check().detail());
          case BoardRecord.Measured m ->
              List.of(
                  word(m.measure().within()),
                  m.measure().name(),
                  m.measure().value() + " " + m.measure().unit());
          case BoardRecord.Skipping s -> List.of("skipped", s.reason());
          case BoardRecord.Raised r -> List.of("raised", r.type(), r.detail());
          case BoardRecord.Started s -> List.of();
          case BoardRecord.Unclean u -> List.of();
          case BoardRecord.Booted b -> List.of();
          case BoardRecord.Ended e -> List.of();
        };
    if (!line.isEmpty()) {
      shown.out().println(Plain.text(String.join("  ", line)).stripTrailing());
    }
  }

  private String word(boolean passed) {
    failed |= !passed;
    return passed ? "ok    " : "FAILED";
  }
}
