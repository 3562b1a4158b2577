package org.hilfarm.server.allure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.UartWords;
import org.hilfarm.model.reset.Witnesses;
import org.hilfarm.server.visible.Visible;

/** The reset ledger as CSV, which the report shows as a table. */
final class ResetTable {
  /** Enough for all that the ROM and a backtrace say. */
  private static final int CELL = 1500;

  private static final int ROWS = 2_000;
  private static final String HEAD =
      "start,at,stimulus,reset reason,safe mode,run reason,ROM line,debug UART,without power"
          + " (ms),away from USB (ms),boot_out.txt,judgement,why";

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
            w.uart().map(ResetTable::words).orElse(""),
            away(w.power().map(PowerCut::off), w.power().map(PowerCut::on)),
            away(w.usbLeft(), w.usbBack()),
            w.bootOut().map(t -> t.replace("\n", " / ")).orElse(""),
            reset.judgement().name(),
            reset.why())
        .map(ResetTable::cell)
        .collect(Collectors.joining(","));
  }

  private static String words(UartWords uart) {
    return Stream.of(
            Stream.of(uart.starts()).filter(n -> n > 1).map(n -> n + " starts"),
            uart.savedPc().stream().map(pc -> "Saved PC " + pc),
            uart.panic().stream(),
            Stream.of(uart.frames()).filter(f -> !f.isEmpty()).map(f -> String.join(" < ", f)),
            Stream.of("garbled").filter(g -> uart.garbled()))
        .flatMap(part -> part)
        .collect(Collectors.joining("; "));
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
