package org.hilfarm.server.allure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.server.visible.Visible;

/** What a script did, as steps: its checks, its measures, the starts of the board. */
final class Steps {
  /** More than an honest script makes. */
  private static final int LIMIT = 300;

  private static final int TEXT = 300;

  /** Why a start was judged as it was, with the ROM's words and a backtrace. */
  private static final int DETAIL = 1500;

  private final long start;
  private final long stop;
  private final List<ResultFile.Step> steps = new ArrayList<>();

  private Steps(long start, long stop) {
    this.start = start;
    this.stop = stop;
  }

  static List<ResultFile.Step> of(ScriptReport script) {
    long start = script.started().toEpochMilli();
    var steps = new Steps(start, start + script.wall().toMillis());
    script.checks().forEach(steps::add);
    script.measures().forEach(steps::add);
    script.resets().forEach(steps::add);
    return steps.bounded();
  }

  private void add(Check check) {
    add(check.what(), check.passed(), check.detail());
  }

  private void add(Measure measure) {
    add(
        "%s = %s %s%s"
            .formatted(measure.name(), number(measure.value()), measure.unit(), limits(measure)),
        measure.within(),
        "");
  }

  private void add(ResetRecord reset) {
    String said =
        reset.witnesses().resetReason().map(Enum::name).orElse("no reset reason was seen");
    add(
        "start %d after %s: %s".formatted(reset.boot(), reset.stimulus(), said),
        reset.judgement() == Judgement.EXPECTED,
        reset.judgement() + ": " + reset.why());
  }

  private void add(String name, boolean passed, String detail) {
    Optional<ResultFile.Details> details =
        detail.isBlank()
            ? Optional.empty()
            : Optional.of(new ResultFile.Details(Visible.block(detail, DETAIL), ""));
    steps.add(
        new ResultFile.Step(
            Visible.line(name, TEXT),
            passed ? "passed" : "failed",
            details,
            "finished",
            start,
            stop));
  }

  private List<ResultFile.Step> bounded() {
    if (steps.size() <= LIMIT) {
      return steps;
    }
    List<ResultFile.Step> kept = new ArrayList<>(steps.subList(0, LIMIT));
    kept.add(
        new ResultFile.Step(
            "%d more steps are left out here; the transcript has them"
                .formatted(steps.size() - LIMIT),
            steps.stream().skip(LIMIT).allMatch(s -> s.status().equals("passed"))
                ? "passed"
                : "failed",
            Optional.empty(),
            "finished",
            start,
            stop));
    return kept;
  }

  private static String limits(Measure measure) {
    if (measure.min().isEmpty() && measure.max().isEmpty()) {
      return "";
    }
    return " (%s to %s)".formatted(limit(measure.min()), limit(measure.max()));
  }

  private static String limit(OptionalDouble limit) {
    return limit.isPresent() ? number(limit.getAsDouble()) : "any";
  }

  /** Nobody reads {@code 2.499e+04 uA}: powers of ten are for what no plain number shows. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, size >= 1000 && size < 1e15 ? "%.1f" : "%.4g", value);
  }
}
