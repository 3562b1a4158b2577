package org.hilfarm.drivers.reset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.reset.Witnesses;
import org.junit.jupiter.api.Test;

class ResetLedgerTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final Witnesses WATCHDOG =
      new Witnesses(
          Optional.of(ResetReason.WATCHDOG),
          Optional.of(SafeModeReason.NONE),
          Optional.empty(),
          Optional.empty(),
          Optional.of(AT),
          Optional.of(AT.plusSeconds(1)));

  private final ResetLedger ledger = new ResetLedger(new ResetOracle(Family.RP2040, "10.2.1"));

  @Test
  void starts_are_numbered_and_those_of_one_script_can_be_told_from_the_rest() {
    ledger.enter(AT, Stimulus.POWER_CYCLE, true, Witnesses.none());
    int before = ledger.boots();
    ledger.enter(AT, Stimulus.WATCHDOG_UNFED, true, WATCHDOG);
    assertThat(ledger.after(before)).extracting(ResetRecord::boot).containsExactly(2);
    assertThat(ledger.rows()).hasSize(2);
  }

  @Test
  void the_table_shows_stimulus_witnesses_judgement_and_why() {
    ledger.enter(AT, Stimulus.WATCHDOG_UNFED, true, WATCHDOG);
    assertThat(ledger.table())
        .contains("WATCHDOG_UNFED  WATCHDOG          NONE         -                  EXPECTED")
        .contains("      after an unfed watchdog an RP2040 reports reset reason WATCHDOG");
  }

  @Test
  void a_board_that_never_stops_restarting_cannot_fill_the_memory() {
    for (int i = 0; i < ResetLedger.LIMIT + 5; i++) {
      ledger.enter(AT, Stimulus.NONE, true, WATCHDOG);
    }
    assertThat(ledger.rows()).hasSize(ResetLedger.LIMIT);
    assertThat(ledger.boots()).isEqualTo(ResetLedger.LIMIT + 5);
    assertThat(ledger.table()).contains("5 more starts are not listed");
  }
}
