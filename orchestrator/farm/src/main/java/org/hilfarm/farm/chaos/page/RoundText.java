package org.hilfarm.farm.chaos.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.Table;
import org.hilfarm.server.postgres.Inquiry;

/** Rounds in words. */
public final class RoundText {
  private RoundText() {}

  /** A clean round in one line, a failed one with what it broke and how to play it again. */
  public static List<String> lines(RoundRecord round) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "round %d of seed %d: %s in %.0f s; %d strikes, %s",
            round.round(),
            round.seed(),
            round.clean() ? "clean" : "BROKEN",
            round.seconds(),
            round.strikes().values().stream().mapToInt(Integer::intValue).sum(),
            figures(round)));
    round
        .missed()
        .forEach(m -> lines.add("  missed: %s %s: %s".formatted(m.kind(), m.target(), m.seen())));
    round.broken().forEach(b -> lines.addAll(broken(b)));
    if (!round.clean()) {
      round.folder().ifPresent(f -> lines.add("  its data is kept in " + f));
      lines.add("  play it again: " + again(round));
    }
    return lines;
  }

  private static String again(RoundRecord round) {
    return "./farm chaos --seed %d --round %d %s"
        .formatted(round.seed(), round.round(), round.options());
  }

  private static String figures(RoundRecord round) {
    Map<String, Long> f = round.figures();
    return "%d runs (%d mergeable, %d blocked, %d undecided), %d attempts, %d leases expired, %d offers lapsed, %d recoveries"
        .formatted(
            f.getOrDefault("runs", 0L),
            f.getOrDefault("mergeable", 0L),
            f.getOrDefault("blocked", 0L),
            f.getOrDefault("undecided", 0L),
            f.getOrDefault("attempts", 0L),
            f.getOrDefault("expired_leases", 0L),
            f.getOrDefault("lapsed_offers", 0L),
            f.getOrDefault("recoveries", 0L));
  }

  private static List<String> broken(Inquiry.Broken broken) {
    List<String> lines = new ArrayList<>();
    lines.add("  NOT SO: %s (%s)".formatted(broken.promise(), broken.question()));
    for (Map<String, String> row : broken.rows()) {
      lines.add(
          "    "
              + row.entrySet().stream()
                  .map(e -> e.getKey() + "=" + Plain.text(e.getValue()))
                  .collect(Collectors.joining("  ")));
    }
    return lines;
  }

  /** All rounds in a table. */
  public static List<String> table(List<RoundRecord> rounds, int width) {
    Table table =
        new Table(
            "round",
            "",
            "seconds",
            "strikes",
            "runs",
            "attempts",
            "expired",
            "lapsed",
            "recoveries",
            "agent ms",
            "board ms");
    for (RoundRecord round : rounds) {
      Map<String, Long> f = round.figures();
      table.row(
          List.of(
              round.seed() + "/" + round.round(),
              round.clean() ? "clean" : "BROKEN",
              String.format(Locale.ROOT, "%.0f", round.seconds()),
              "" + round.strikes().values().stream().mapToInt(Integer::intValue).sum(),
              "" + f.getOrDefault("runs", 0L),
              "" + f.getOrDefault("attempts", 0L),
              "" + f.getOrDefault("expired_leases", 0L),
              "" + f.getOrDefault("lapsed_offers", 0L),
              "" + f.getOrDefault("recoveries", 0L),
              "" + f.getOrDefault("dead_agent_noticed_ms", 0L),
              "" + f.getOrDefault("board_back_ms", 0L)));
    }
    return table.lines(width);
  }
}
