package org.hilfarm.farm.compare.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hilfarm.drivers.console.Console;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.console.TranscriptEntry;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.serial.LinkLostException;
import org.hilfarm.farm.compare.judge.Chapter;
import org.hilfarm.time.Deadline;

/**
 * Plays a session on a board at its prompt. What goes wrong is a chapter too, and the last one. One
 * thread uses it; closing it closes the console.
 */
final class SessionPlay implements AutoCloseable {
  /** The longest answer in any session takes a third of this. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  /** What comes behind the words that were waited for still belongs to the answer. */
  private static final Duration QUIET = Duration.ofMillis(100);

  private static final Duration QUIET_WITHIN = Duration.ofSeconds(3);
  private static final Pattern PROMPT = Pattern.compile("\\n(?:>>> |\\.\\.\\. )");
  private static final Pattern RAW_PROMPT = Pattern.compile("raw REPL; CTRL-B to exit\\r\\n>");
  private static final Pattern RAW_END = Pattern.compile("\\x04[^\\x04]*\\x04>");

  private final Bench bench;
  private final Transcript transcript;
  private final Deadline outer;
  private final List<Chapter> chapters = new ArrayList<>();
  private AtPrompt at;
  private int mark;

  SessionPlay(Bench bench, Deadline outer) throws IOException, InterruptedException {
    this.bench = bench;
    this.outer = outer;
    this.transcript = new Transcript(bench.clock());
    this.at = AtPrompt.of(bench, transcript, Optional.empty(), outer);
  }

  /** All the steps, as far as the board goes with them. */
  List<Chapter> play(List<Step> steps) throws InterruptedException {
    for (Step step : steps) {
      begin();
      try {
        play(step);
      } catch (LinkLostException e) {
        return ended(step, "(its port went away)");
      } catch (IOException e) {
        return ended(
            step,
            "(what was waited for did not come within %d s of board time)"
                .formatted(ANSWERS_WITHIN.toSeconds()));
      }
    }
    return List.copyOf(chapters);
  }

  private List<Chapter> ended(Step step, String why) {
    List<String> lines = new ArrayList<>(Chapter.of(step.label(), said()).lines());
    lines.add(why);
    chapters.add(new Chapter(step.label(), lines));
    return List.copyOf(chapters);
  }

  private void begin() {
    mark = transcript.entries().size();
    at.console().discard();
  }

  private void play(Step step) throws IOException, InterruptedException {
    switch (step) {
      case Step.Typed typed -> {
        answered(latin1(typed.line()) + "\r", PROMPT);
        keep(step);
      }
      case Step.Keys keys -> {
        console().send(keys.bytes(), patience());
        console().expect(keys.until(), patience());
        var unused = console().awaitQuiet(QUIET, outer.within(QUIET_WITHIN));
        keep(step);
      }
      case Step.Raw raw -> raw(raw);
      case Step.Resets resets -> reset(resets);
      case Step.Pass pass -> {
        bench.letPass(pass.boardTime(), outer);
        keep(step);
      }
    }
  }

  private void raw(Step.Raw raw) throws IOException, InterruptedException {
    answered("\u0001", RAW_PROMPT);
    begin();
    answered(latin1(raw.code()) + "\u0004", RAW_END);
    keep(raw);
    answered("\u0002", PROMPT);
  }

  private void answered(String bytes, Pattern end) throws IOException, InterruptedException {
    console().send(bytes, patience());
    var unused = console().expect(end, patience());
  }

  private void reset(Step.Resets resets) throws IOException, InterruptedException {
    console().send(latin1(resets.line()) + "\r", patience());
    if (!console().awaitLost(patience())) {
      throw new IOException("the board did not reset");
    }
    at.close();
    at = AtPrompt.of(bench, transcript, Optional.of(at.device()), outer);
    // What is in flight at a reset may be lost: it proves nothing.
    chapters.add(new Chapter(resets.label(), List.of("(its port went and came back)")));
  }

  private void keep(Step step) {
    chapters.add(Chapter.of(step.label(), said()));
  }

  /** What the board has said since the step began. */
  private String said() {
    List<TranscriptEntry> entries = transcript.entries();
    return entries.subList(Math.min(mark, entries.size()), entries.size()).stream()
        .filter(e -> e.direction() == TranscriptEntry.Direction.BOARD)
        .map(TranscriptEntry::bytes)
        .collect(Collectors.joining());
  }

  /** One character a byte of UTF-8. */
  private static String latin1(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private Console console() {
    return at.console();
  }

  private Deadline patience() {
    return bench.patience(ANSWERS_WITHIN, outer);
  }

  @Override
  public void close() {
    at.close();
  }
}
