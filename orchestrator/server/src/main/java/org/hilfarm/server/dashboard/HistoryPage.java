package org.hilfarm.server.dashboard;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.report.Past;
import org.hilfarm.server.report.Trend;
import org.hilfarm.wire.runapi.FlakinessView;
import org.hilfarm.wire.runapi.NightsView;

/**
 * What the page of history shows.
 *
 * @param form the filters as they were filled in
 * @param boardTypes what the field of that name offers, as do the suites
 * @param summary what is shown, in a sentence
 * @param pairs scripts on types of boards, the flakiest first
 * @param trends what they measured
 * @param schedules nights beside those before them
 */
public record HistoryPage(
    HistoryForm form,
    List<String> boardTypes,
    List<String> suites,
    String summary,
    List<Row> pairs,
    List<Chart> trends,
    List<Schedule> schedules) {
  private static final int MEASURE = 120;

  /** A script on a type of board. */
  public record Row(
      String script,
      String boardType,
      String word,
      String flakiness,
      String passRate,
      String boards,
      Strip strip) {}

  /** A measure over time. */
  public record Chart(
      String script, String boardType, String measure, Spark spark, String ends, String slope) {}

  /**
   * A schedule's latest nights.
   *
   * @param nights the oldest first
   * @param beside the latest beside the others
   */
  public record Schedule(String name, List<Night> nights, NightsPart beside) {}

  /** A run of a schedule. */
  public record Night(String run, String due, String verdict) {}

  /** The form alone, which says why there is nothing below it. */
  static HistoryPage refused(HistoryForm form) {
    return new HistoryPage(form, List.of(), List.of(), form.why(), List.of(), List.of(), List.of());
  }

  static HistoryPage of(HistoryForm form, Past past) {
    return new HistoryPage(
        form,
        past.known().boardTypes().stream().map(BoardTypeId::value).toList(),
        past.known().suites().stream().map(SuiteId::value).toList(),
        summary(form, past),
        past.pairs().stream().map(HistoryPage::row).toList(),
        past.trends().stream().map(HistoryPage::chart).toList(),
        past.nights().stream().map(HistoryPage::schedule).toList());
  }

  private static String summary(HistoryForm form, Past past) {
    String days = "the last " + Words.count(past.sought().days(), "day");
    if (past.pairs().isEmpty()) {
      boolean all = (form.type() + form.script() + form.suite()).isEmpty();
      return "No script came to an end in %s%s."
          .formatted(days, all ? "" : " that these filters let through; try fewer, or more days");
    }
    String shown = Words.count(past.pairs().size(), "pair") + " of script and board type";
    return past.more()
        ? "The %s that failed most in %s; a filter leads to the others.".formatted(shown, days)
        : "%s in %s, the flakiest first.".formatted(shown, days);
  }

  private static Row row(Past.Pair pair) {
    FlakinessView.Pair counts = pair.counts();
    return new Row(
        counts.script().value(),
        counts.boardType().value(),
        counts.word(),
        counts.flakiness(),
        counts.passRate(),
        "failed on %d of %s"
            .formatted(counts.boardsFailed(), Words.count(counts.boards(), "board")),
        Strip.of(pair.strip()));
  }

  private static Chart chart(Trend trend) {
    return new Chart(
        trend.pair().script().value(),
        trend.pair().boardType().value(),
        Words.bounded(trend.name(), MEASURE),
        Spark.of(trend.points()),
        Words.bounded(trend.ends(), MEASURE),
        Words.bounded(trend.slope(), MEASURE));
  }

  private static Schedule schedule(NightsView nights) {
    return new Schedule(
        nights.schedule().value(),
        nights.nights().reversed().stream()
            .map(n -> new Night(n.run().value(), Words.at(n.due()), n.verdict()))
            .toList(),
        NightsPart.of(Optional.of(nights)));
  }
}
