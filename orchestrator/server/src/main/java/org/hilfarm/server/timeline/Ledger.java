package org.hilfarm.server.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.UartWords;
import org.hilfarm.model.reset.Witnesses;
import org.hilfarm.server.visible.Visible;

/** Starts of a board on the axis: when it left the bus and came back, its power, its witnesses. */
final class Ledger {
  private static final int MOST = 200;
  private static final int TEXT = 1500;

  private Ledger() {}

  static List<Moment> moments(List<ResetRecord> starts) {
    List<Moment> all = new ArrayList<>();
    starts.stream().limit(MOST).forEach(s -> all.addAll(moments(s)));
    if (starts.size() > MOST) {
      String more = "… %d more starts are left out".formatted(starts.size() - MOST);
      all.add(Moment.plain(starts.get(MOST).at(), Source.RESET, more));
    }
    return all;
  }

  private static List<Moment> moments(ResetRecord start) {
    Witnesses seen = start.witnesses();
    List<Moment> all = new ArrayList<>();
    seen.power().map(PowerCut::off).ifPresent(t -> all.add(power(t, "the port has no power")));
    seen.usbLeft().ifPresent(t -> all.add(usb(t, "the board left the bus")));
    seen.power().map(PowerCut::on).ifPresent(t -> all.add(power(t, "the port has power again")));
    seen.usbBack().ifPresent(t -> all.add(usb(t, "the board is back on the bus")));
    all.add(
        new Moment(
            start.at(),
            true,
            Source.RESET,
            Visible.line(words(start), TEXT),
            start.judgement() == Judgement.EXPECTED ? Moment.Mark.GOOD : Moment.Mark.BAD));
    return all;
  }

  private static Moment power(Instant at, String text) {
    return Moment.plain(at, Source.POWER, text);
  }

  private static Moment usb(Instant at, String text) {
    return Moment.plain(at, Source.USB, text);
  }

  private static String words(ResetRecord start) {
    return "start %d after %s, %s: %s. Witnesses: %s."
        .formatted(
            start.boot(),
            start.stimulus(),
            start.judgement(),
            start.why().strip().replaceFirst("\\.$", ""),
            witnesses(start.witnesses()));
  }

  private static String witnesses(Witnesses seen) {
    String all =
        Stream.of(
                seen.resetReason().stream().map(r -> "reset reason " + r),
                seen.safeModeReason().stream().map(r -> "safe mode " + r),
                seen.runReason().stream().map(r -> "run reason " + r),
                seen.romLine().stream().map(r -> "ROM line " + r),
                seen.uart().stream().flatMap(Ledger::uart),
                seen.bootOut().stream().map(t -> "boot_out.txt " + t.replace("\n", " / ")))
            .flatMap(s -> s)
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? "none could be asked" : all;
  }

  private static Stream<String> uart(UartWords said) {
    return Stream.of(
            Stream.of(said.starts()).filter(n -> n > 1).map("the ROM began %d times"::formatted),
            said.savedPc().stream().map(pc -> "saved PC " + pc),
            said.panic().stream().map(p -> "panic " + p),
            Stream.of(said.frames())
                .filter(f -> !f.isEmpty())
                .map(f -> "backtrace " + String.join(" < ", f)),
            Stream.of("the debug UART is garbled").filter(g -> said.garbled()))
        .flatMap(part -> part);
  }
}
