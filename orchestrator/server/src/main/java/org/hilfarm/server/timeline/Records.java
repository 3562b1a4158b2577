package org.hilfarm.server.timeline;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.server.visible.Visible;
import org.hilfarm.wire.json.Json;

/**
 * Checks and measures on the axis. A report has them in order and without times; the console has
 * the record of each, with its time. What the host saw for itself was never said there: it has the
 * time of the record before.
 */
final class Records {
  /** Each; more than an honest script makes. */
  private static final int MOST = 300;

  private static final int SAID = 2_000;
  private static final int TEXT = 600;
  private static final String BEGINS = "\\x1e{";

  private final List<Heard> said;
  private int next;
  private Instant last;
  private boolean exact;

  private Records(List<Heard> said, Instant begin) {
    this.said = said;
    this.last = begin;
  }

  /** What a record says of itself, as far as it is needed here. */
  private record Spoken(String is, Optional<String> what, Optional<String> name) {}

  private record Heard(Instant at, Spoken spoken) {}

  /**
   * Where each lies.
   *
   * @param span when the script ran
   */
  static List<Moment> moments(ScriptReport script, Said console, Span span) {
    List<Heard> said = new ArrayList<>();
    for (Said.Entry entry : console.with(BEGINS, console.within(span), SAID)) {
      Escaped.lines(entry.escaped(), SAID).first().stream()
          .filter(line -> line.contains(BEGINS))
          .forEach(line -> read(line).ifPresent(s -> said.add(new Heard(entry.at(), s))));
    }
    List<Moment> all = new ArrayList<>();
    Records checks = new Records(said, script.started());
    script.checks().stream().limit(MOST).forEach(c -> all.add(checks.moment(c)));
    checks.more(all, script.checks().size(), Source.CHECK);
    Records measures = new Records(said, script.started());
    script.measures().stream().limit(MOST).forEach(m -> all.add(measures.moment(m)));
    measures.more(all, script.measures().size(), Source.MEASURE);
    return all;
  }

  private static Optional<Spoken> read(String line) {
    String json = line.substring(line.indexOf(BEGINS) + BEGINS.length() - 1);
    try {
      return Optional.of(Json.read(Escaped.backslashes(json), Spoken.class));
    } catch (IOException | IllegalArgumentException cut) {
      return Optional.empty(); // a record that a chunk's end cut in two has no time of its own
    }
  }

  private Moment moment(Check check) {
    find(
        s -> told(s, "check", s.what(), check.what()) || told(s, "wiring", s.what(), check.what()));
    String detail = check.detail().isBlank() ? "" : ": " + check.detail();
    String held = check.passed() ? "holds: " : "does not hold: ";
    return moment(Source.CHECK, held + check.what() + detail, check.passed());
  }

  private Moment moment(Measure measure) {
    find(s -> told(s, "measure", s.name(), measure.name()));
    return moment(Source.MEASURE, MeasureWords.of(measure), measure.within());
  }

  private static boolean told(Spoken spoken, String is, Optional<String> said, String name) {
    return is.equals(spoken.is()) && said.filter(name::equals).isPresent();
  }

  private Moment moment(Source source, String text, boolean good) {
    return new Moment(
        last, exact, source, Visible.line(text, TEXT), good ? Moment.Mark.GOOD : Moment.Mark.BAD);
  }

  /** The next record of this kind; where there is none, nobody said it. */
  private void find(Predicate<Spoken> wanted) {
    exact = false;
    for (int i = next; i < said.size(); i++) {
      if (wanted.test(said.get(i).spoken())) {
        last = said.get(i).at();
        exact = true;
        next = i + 1;
        return;
      }
    }
  }

  private void more(List<Moment> all, int count, Source source) {
    if (count > MOST) {
      String text = "… %d more are left out".formatted(count - MOST);
      all.add(new Moment(last, false, source, text, Moment.Mark.NONE));
    }
  }
}
