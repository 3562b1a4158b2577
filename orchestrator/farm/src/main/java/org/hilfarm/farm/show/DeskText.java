package org.hilfarm.farm.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.hilfarm.farm.desk.DeskResult;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.reset.ResetRecord;

/** What came of one script on the desk, for people. */
public final class DeskText {
  private DeskText() {}

  /** Checks, measures, starts, and how it ended. */
  public static List<String> lines(DeskResult result, int width) {
    List<String> lines = new ArrayList<>();
    result.report().checks().forEach(c -> lines.addAll(line(width, c.passed(), words(c))));
    result.report().measures().forEach(m -> lines.addAll(line(width, m.within(), words(m))));
    result.starts().forEach(r -> lines.addAll(start(width, r)));
    lines.addAll(Wrap.hanging(width, "", Plain.text(sentence(result))));
    return lines;
  }

  private static List<String> line(int width, boolean good, String text) {
    return Wrap.hanging(width, good ? "ok      " : "FAILED  ", Plain.text(text));
  }

  private static String words(Check check) {
    return check.detail().isEmpty() ? check.what() : check.what() + " (" + check.detail() + ")";
  }

  private static String words(Measure measure) {
    String limits =
        measure.min().isEmpty() && measure.max().isEmpty()
            ? "no limits"
            : limit("at least ", measure.min())
                + (measure.min().isPresent() && measure.max().isPresent() ? ", " : "")
                + limit("at most ", measure.max());
    return "%s = %s (%s)"
        .formatted(
            measure.name(), (number(measure.value()) + " " + measure.unit()).strip(), limits);
  }

  private static String limit(String word, OptionalDouble limit) {
    return limit.isPresent() ? word + number(limit.getAsDouble()) : "";
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.6g", value);
  }

  private static List<String> start(int width, ResetRecord row) {
    String text =
        "%s: %s, %s"
            .formatted(
                row.stimulus(),
                row.witnesses().resetReason().map(Enum::name).orElse("no reset reason"),
                row.judgement().name().toLowerCase(Locale.ROOT) + "; " + row.why());
    return Wrap.hanging(width, "start %d ".formatted(row.boot()), Plain.text(text));
  }

  private static String sentence(DeskResult result) {
    String script = result.script().id().value();
    return switch (result.status()) {
      case "passed" -> "%s passed: %s.".formatted(script, result.script().name());
      default ->
          "%s %s%s: %s"
              .formatted(
                  script,
                  result.status(),
                  result.fault().map(f -> " (" + f.kind() + ", " + f.blame() + ")").orElse(""),
                  result.reason());
    };
  }
}
