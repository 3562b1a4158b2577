package org.hilfarm.farm.compare.page;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hilfarm.farm.compare.upstream.Causes;
import org.hilfarm.farm.compare.upstream.Compared;
import org.hilfarm.farm.compare.upstream.Pair;

/** Upstream's tests on both sides, as a Markdown page. What nobody has looked at comes first. */
public final class UpstreamPage {
  private static final int NAMES = 30;
  private static final int LONGEST = 200;

  private final StringBuilder page = new StringBuilder();
  private final Compared compared;

  private UpstreamPage(Compared compared) {
    this.compared = compared;
  }

  /** The whole page. */
  public static String of(Compared compared, LocalDate date) {
    return new UpstreamPage(compared).write(date);
  }

  private String write(LocalDate date) {
    line("# Upstream's tests on a virtual board and by its interpreter alone");
    line("");
    line("Written by `./farm compare --upstream DIR`: do not edit. Why something differs is in");
    line("`board-configs/compare/upstream-causes.json`.");
    line("");
    line("| | |");
    line("|---|---|");
    row("board", compared.firmware());
    row("alone", compared.interpreter());
    row("compared", date.toString());
    line("");
    unlisted();
    folders();
    causes();
    return page.toString();
  }

  private void unlisted() {
    if (compared.unlisted().isEmpty()) {
      line("Every difference has a listed cause.");
    } else {
      line("## Differences nobody has looked at");
      line("");
      line("| test | board | alone |");
      line("|---|---|---|");
      compared
          .unlisted()
          .forEach(p -> row(p.path(), brief(p.board().line()), brief(p.alone().line())));
    }
    line("");
  }

  private void folders() {
    line("## By folder");
    line("");
    line("| folder | tests | passed | failed | skipped | not run | same as alone |");
    line("|---|---|---|---|---|---|---|");
    compared.byFolder().forEach(this::folder);
    folder("all", compared.pairs());
    line("");
  }

  private void folder(String name, List<Pair> pairs) {
    row(
        name,
        Integer.toString(pairs.size()),
        count(pairs, "passed"),
        count(pairs, "failed"),
        count(pairs, "skipped"),
        count(pairs, "not-run"),
        Long.toString(pairs.stream().filter(Pair::same).count()));
  }

  private static String count(List<Pair> pairs, String status) {
    return Long.toString(pairs.stream().filter(p -> p.board().status().equals(status)).count());
  }

  private void causes() {
    line("## Causes");
    line("");
    line("| cause | whose | tests | board, alone | which |");
    line("|---|---|---|---|---|");
    for (Map.Entry<Causes.Cause, List<Pair>> entry : compared.byCause().entrySet()) {
      List<Pair> pairs = entry.getValue();
      row(
          entry.getKey().why(),
          entry.getKey().gap() ? "the virtual board's gap" : "CircuitPython's way",
          Integer.toString(pairs.size()),
          pairs.stream().map(UpstreamPage::statuses).distinct().collect(Collectors.joining("; ")),
          names(pairs));
    }
  }

  private static String statuses(Pair pair) {
    return pair.board().status() + ", " + pair.alone().status();
  }

  private static String names(List<Pair> pairs) {
    String some = pairs.stream().limit(NAMES).map(Pair::path).collect(Collectors.joining(", "));
    return pairs.size() <= NAMES ? some : "%s and %d more".formatted(some, pairs.size() - NAMES);
  }

  private static String brief(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  private void row(String... cells) {
    page.append('|');
    for (String cell : cells) {
      page.append(' ').append(Escaped.text(cell)).append(" |");
    }
    page.append('\n');
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
