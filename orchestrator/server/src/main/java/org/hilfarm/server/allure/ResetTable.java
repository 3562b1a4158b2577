package org.hilfarm.server.allure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.Witnesses;

/** The reset ledger as CSV, which the report shows as a table. */
final class ResetTable {
  private static final int CELL = 300;
  private static final int ROWS = 2_000;
  private static final String HEAD =
      "start,at,stimulus,reset reason,safe mode,run reason,ROM line,away from USB"
          + " (ms),judgement,why";

  private ResetTable() {}

  static String csv(List<ResetRecord> resets) {
    String left =
        resets.size() > ROWS
            ? "%n\"%d more rows are left out\"".formatted(resets.size() - ROWS)
            : "";
    return Stream.concat(Stream.of(HEAD), resets.stream().limit(ROWS).map(ResetTable::row))
            .collect(Collectors.joining("\n"))
        + left
        + "\n";
  }

  private static String row(ResetRecord reset) {
    Witnesses w = reset.witnesses();
    return Stream.of(
            Integer.toString(reset.boot()),
            reset.at().toString(),
            reset.stimulus().name(),
            word(w.resetReason()),
            word(w.safeModeReason()),
            word(w.runReason()),
            w.romLine().orElse(""),
            away(w.usbLeft(), w.usbBack()),
            reset.judgement().name(),
            reset.why())
        .map(ResetTable::cell)
        .collect(Collectors.joining(","));
  }

  private static String word(Optional<? extends Enum<?>> seen) {
    return seen.map(Enum::name).orElse("");
  }

  private static String away(Optional<Instant> left, Optional<Instant> back) {
    return left.flatMap(l -> back.map(b -> Long.toString(Duration.between(l, b).toMillis())))
        .orElse("");
  }

  /** Quoted; and a spreadsheet takes no formula from a board. */
  private static String cell(String text) {
    String line = Visible.line(text, CELL).replace("\"", "\"\"");
    return "\"" + (line.matches("[=+@-].*") ? "'" : "") + line + "\"";
  }
}
