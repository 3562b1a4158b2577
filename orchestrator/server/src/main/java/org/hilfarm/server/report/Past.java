package org.hilfarm.server.report;

import java.time.LocalDate;
import java.util.List;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.postgres.Sought;
import org.hilfarm.wire.runapi.FlakinessView;
import org.hilfarm.wire.runapi.NightsView;

/**
 * What scripts did on types of boards over time.
 *
 * @param sought what was asked for
 * @param pairs those that failed most, the flakiest first
 * @param more whether there are more than these
 * @param trends what those pairs measured, the measures that moved most for their size first
 * @param nights schedules' latest runs beside those before them
 * @param known what can be asked for
 */
public record Past(
    Sought sought,
    List<Pair> pairs,
    boolean more,
    List<Trend> trends,
    List<NightsView> nights,
    Known known) {
  public Past {
    pairs = List.copyOf(pairs);
    trends = List.copyOf(trends);
    nights = List.copyOf(nights);
  }

  /**
   * A script on a type of board.
   *
   * @param strip from the oldest day to today, without gaps
   */
  public record Pair(FlakinessView.Pair counts, List<Cell> strip) {
    public Pair {
      strip = List.copyOf(strip);
    }
  }

  /**
   * A day or a few, in UTC.
   *
   * @param last the same as the first where it is one
   */
  public record Cell(LocalDate first, LocalDate last, int passed, int failed) {}

  /** The types of boards and the suites that there is history of. */
  public record Known(List<BoardTypeId> boardTypes, List<SuiteId> suites) {}
}
