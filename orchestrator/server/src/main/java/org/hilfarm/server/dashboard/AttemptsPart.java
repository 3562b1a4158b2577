package org.hilfarm.server.dashboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.server.postgres.BoardRows;
import org.hilfarm.server.postgres.BoardRows.Attempt;
import org.hilfarm.server.report.BoardAddress;
import org.hilfarm.server.report.BoardPast;
import org.hilfarm.server.report.CaseId;
import org.hilfarm.server.visible.Visible;

/**
 * A page of what a board was given to do.
 *
 * @param lines the newest first
 * @param newest where the newest are, where these are not
 * @param older where the next page is
 */
public record AttemptsPart(List<Line> lines, Optional<String> newest, Optional<String> older) {
  private static final int CASES = 3;

  /**
   * An attempt.
   *
   * @param status a word that is also its colour
   * @param cases of scripts that failed, the first few
   */
  public record Line(
      String began,
      String run,
      String name,
      String title,
      String status,
      String result,
      String took,
      List<Pages.Way> cases) {}

  static AttemptsPart of(BoardPast past) {
    String here = BoardAddress.of(past.board().serial()) + "?rack=" + past.board().rack();
    List<Attempt> attempts = past.attempts();
    return new AttemptsPart(
        attempts.stream().map(a -> line(past, a)).toList(),
        past.first() ? Optional.empty() : Optional.of(here),
        past.more()
            ? Optional.of(here + "&before=" + attempts.getLast().token())
            : Optional.empty());
  }

  private static Line line(BoardPast past, Attempt attempt) {
    return new Line(
        Words.at(attempt.began()),
        attempt.run().value(),
        Visible.line(attempt.name(), 200),
        title(attempt),
        status(attempt),
        result(attempt),
        attempt.ended().map(e -> Words.took(Duration.between(attempt.began(), e))).orElse(""),
        attempt.scripts().failures().stream()
            .limit(CASES)
            .map(s -> new CaseId(attempt.run(), past.board().serial(), s))
            .map(c -> new Pages.Way(c.address(), c.script().value()))
            .toList());
  }

  private static String title(Attempt attempt) {
    return switch (attempt.purpose()) {
      case PLANNED -> "attempt " + attempt.number();
      case CONTROL -> "control, attempt " + attempt.number();
      case RERUN -> "rerun, attempt " + attempt.number();
    };
  }

  private static String status(Attempt attempt) {
    BoardRows.Scripts scripts = attempt.scripts();
    if (attempt.ended().isEmpty()) {
      return "running";
    }
    return scripts.failed() > 0
        ? "failed"
        : attempt.expired() || attempt.fault().isPresent() || scripts.other() > 0
            ? "not-run"
            : "passed";
  }

  private static String result(Attempt attempt) {
    BoardRows.Scripts scripts = attempt.scripts();
    List<String> said = new ArrayList<>();
    count(said, scripts.passed(), "passed");
    count(said, scripts.failed(), "failed");
    count(said, scripts.other(), "cut short");
    attempt.fault().map(AttemptsPart::fault).ifPresent(said::add);
    if (attempt.expired()) {
      said.add("its agent was not heard of in time");
    }
    return String.join("; ", said);
  }

  private static void count(List<String> said, int n, String what) {
    if (n > 0) {
      said.add(n + " " + what);
    }
  }

  private static String fault(FaultKind kind) {
    return "%s [%s]".formatted(kind, kind.blame().name().toLowerCase(Locale.ROOT));
  }
}
