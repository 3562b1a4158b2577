package org.hilfarm.server.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.server.postgres.PastRows;
import org.hilfarm.server.postgres.Sought;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.runapi.NightsView;

/** Puts together what is known of the past, for as many pairs as a page has room for. */
final class Pasts {
  /** More nobody reads; a filter leads to the others. */
  private static final int PAIRS = 40;

  private static final int TRENDS = 40;
  private static final int EACH = 30;
  private static final int SCHEDULES = 6;

  /** Whatever was due, however far the clocks are apart. */
  private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

  private Pasts() {}

  static Past read(Tx tx, Sought sought) {
    List<Requirement> found = tx.past().pairs(sought, PAIRS + 1);
    List<Requirement> pairs = found.stream().limit(PAIRS).toList();
    LocalDate today = tx.past().today();
    return new Past(
        sought,
        tx.past().told(sought, pairs).stream()
            .map(t -> new Past.Pair(t.counts(), Strips.of(today, sought.days(), t.days())))
            .toList(),
        found.size() > PAIRS,
        trends(tx.past().readings(sought, pairs, EACH)),
        nights(tx, sought),
        new Past.Known(tx.past().boardTypes(), tx.past().suites()));
  }

  private record Measure(Requirement pair, String name, String unit) {}

  /** Those that stayed as they were come last. */
  private static List<Trend> trends(List<PastRows.Reading> readings) {
    Map<Measure, List<Trend.Point>> points = new LinkedHashMap<>();
    for (PastRows.Reading r : readings) {
      points
          .computeIfAbsent(
              new Measure(r.pair(), Words.plain(r.name()), Words.plain(r.unit())),
              m -> new ArrayList<>())
          .add(new Trend.Point(r.at(), r.value()));
    }
    return points.entrySet().stream()
        .map(e -> new Trend(e.getKey().pair(), e.getKey().name(), e.getKey().unit(), e.getValue()))
        .sorted(Comparator.comparingDouble(Trend::moves).reversed())
        .limit(TRENDS)
        .toList();
  }

  private static List<NightsView> nights(Tx tx, Sought sought) {
    return tx.schedules().all().stream()
        .map(s -> s.schedule())
        .filter(s -> sought.suite().isEmpty() || sought.suite().get().equals(s.suite()))
        .limit(SCHEDULES)
        .map(s -> tx.history().nights(s.id(), EVER, History.WINDOW))
        .filter(n -> !n.nights().isEmpty())
        .map(n -> only(n, sought))
        .toList();
  }

  /** What it says of the boards and scripts that were asked for. */
  private static NightsView only(NightsView nights, Sought sought) {
    return new NightsView(
        nights.schedule(),
        nights.nights(),
        nights.changes().stream()
            .filter(c -> asked(sought, new Requirement(c.boardType(), c.script())))
            .toList(),
        nights.courses().stream()
            .filter(c -> asked(sought, new Requirement(c.boardType(), c.script())))
            .toList());
  }

  private static boolean asked(Sought sought, Requirement pair) {
    return sought.boardType().filter(t -> !t.equals(pair.boardType())).isEmpty()
        && sought.script().filter(s -> !pair.script().value().startsWith(s)).isEmpty();
  }
}
