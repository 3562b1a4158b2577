package org.hilfarm.server.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.UartWords;
import org.hilfarm.model.reset.Witnesses;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The reset ledgers of all attempts, a row for each start of a board, with all its witnesses. */
final class ResetRows {
  private static final int LINE = 400;
  private static final int WORDS = 1000;

  private final Handle handle;

  ResetRows(Handle handle) {
    this.handle = handle;
  }

  void insert(LeaseToken token, int position, ResetRecord reset) {
    Update row =
        handle
            .createUpdate(
                "insert into reset (token, position, boot, at, stimulus, reset_reason,"
                    + " safe_mode_reason, run_reason, rom_line, judgement, why, usb_left, usb_back,"
                    + " power_off, power_on, rom_starts, saved_pc, panic, backtrace, uart_garbled,"
                    + " boot_out) values (:token, :position, :boot, :at, :stimulus, :reset, :safe,"
                    + " :run, :rom, :judgement, :why, :left, :back, :off, :on, :starts, :pc,"
                    + " :panic, :frames, :garbled, :bootOut)")
            .bind("token", token.value())
            .bind("position", position)
            .bind("boot", reset.boot())
            .bind("at", time(Optional.of(reset.at())))
            .bind("stimulus", reset.stimulus().name())
            .bind("judgement", reset.judgement().name())
            .bind("why", Text.bounded(reset.why(), 4 * WORDS));
    said(row, reset.witnesses());
    overheard(row, reset.witnesses().uart());
    row.execute();
  }

  private static void said(Update row, Witnesses seen) {
    row.bind("reset", seen.resetReason().map(Enum::name).orElse(null))
        .bind("safe", seen.safeModeReason().map(Enum::name).orElse(null))
        .bind("run", seen.runReason().map(Enum::name).orElse(null))
        .bind("rom", text(seen.romLine(), LINE))
        .bind("left", time(seen.usbLeft()))
        .bind("back", time(seen.usbBack()))
        .bind("off", time(seen.power().map(PowerCut::off)))
        .bind("on", time(seen.power().map(PowerCut::on)))
        .bind("bootOut", text(seen.bootOut(), WORDS));
  }

  private static void overheard(Update row, Optional<UartWords> uart) {
    row.bind("starts", uart.map(UartWords::starts).orElse(null))
        .bind("pc", text(uart.flatMap(UartWords::savedPc), LINE))
        .bind("panic", text(uart.flatMap(UartWords::panic), LINE))
        .bind("frames", text(uart.map(u -> String.join("\n", u.frames())), 4 * WORDS))
        .bind("garbled", uart.map(UartWords::garbled).orElse(null));
  }

  private static @Nullable String text(Optional<String> text, int limit) {
    return text.map(t -> Text.bounded(t, limit)).orElse(null);
  }

  private static @Nullable OffsetDateTime time(Optional<Instant> at) {
    return at.map(t -> OffsetDateTime.ofInstant(t, ZoneOffset.UTC)).orElse(null);
  }
}
