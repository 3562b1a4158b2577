package org.hilfarm.drivers.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.junit.jupiter.api.Test;

class ResetQuestionTest {
  private static final ResetQuestion MICROPYTHON = ResetQuestion.to(Firmware.MICROPYTHON);

  private static Optional<ResetQuestion.Said> said(ResetReason reason) {
    return Optional.of(
        new ResetQuestion.Said(Optional.of(reason), Optional.empty(), Optional.empty()));
  }

  @Test
  void micropythons_causes_become_the_farms_reasons() {
    assertThat(MICROPYTHON.understood("cause PWRON 1\r\n")).isEqualTo(said(ResetReason.POWER_ON));
    assertThat(MICROPYTHON.understood("cause WDT 3\r\n")).isEqualTo(said(ResetReason.WATCHDOG));
    assertThat(MICROPYTHON.understood("cause SOFT 5\n")).isEqualTo(said(ResetReason.SOFTWARE));
  }

  @Test
  void a_cause_without_a_name_is_unknown_and_nonsense_is_no_answer() {
    assertThat(MICROPYTHON.understood("cause UNKNOWN 77\n")).isEqualTo(said(ResetReason.UNKNOWN));
    assertThat(MICROPYTHON.understood("cause WDT 3 and more")).isEmpty();
    assertThat(MICROPYTHON.understood("")).isEmpty();
  }

  @Test
  void circuitpython_names_both_reasons() {
    assertThat(
            ResetQuestion.to(Firmware.CIRCUITPYTHON)
                .understood(
                    "microcontroller.ResetReason.WATCHDOG supervisor.SafeModeReason.WATCHDOG\n"))
        .contains(
            new ResetQuestion.Said(
                Optional.of(ResetReason.WATCHDOG),
                Optional.of(SafeModeReason.WATCHDOG),
                Optional.empty()));
  }

  @Test
  void what_follows_the_reasons_is_boot_out_txt_without_anything_that_acts() {
    assertThat(
            ResetQuestion.to(Firmware.CIRCUITPYTHON)
                .understood(
                    """
                    microcontroller.ResetReason.POWER_ON supervisor.SafeModeReason.NONE
                    Adafruit CircuitPython 10.2.1
                    Board ID:x
                    \u001b[2J

                    """
                        .replace("\n", "\r\n")))
        .contains(
            new ResetQuestion.Said(
                Optional.of(ResetReason.POWER_ON),
                Optional.of(SafeModeReason.NONE),
                Optional.of("Adafruit CircuitPython 10.2.1\nBoard ID:x\n?[2J")));
  }
}
