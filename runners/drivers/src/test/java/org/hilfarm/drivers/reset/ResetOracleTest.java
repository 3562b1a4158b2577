package org.hilfarm.drivers.reset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.RunReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.reset.UartWords;
import org.hilfarm.model.reset.Witnesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResetOracleTest {
  @ParameterizedTest(name = "{0} {1} after {2}, usb {3}: {4}/{5} is {6}")
  @CsvSource({
    "ESP32S2, 10.2.1, POWER_CYCLE, true, POWER_ON, NONE, EXPECTED",
    "ESP32S2, 10.2.1, POWER_CYCLE, true, RESET_PIN, NONE, UNEXPECTED",
    "ESP32S2, 10.2.1, WATCHDOG_UNFED, true, WATCHDOG, NONE, EXPECTED",
    "ESP32S2, 10.2.1, WATCHDOG_UNFED, true, WATCHDOG, WATCHDOG, UNEXPECTED",
    "ESP32S2, 10.2.1, WATCHDOG_UNFED, true, SOFTWARE, HARD_FAULT, UNEXPECTED",
    "ESP32S2, 10.2.1, RESET_PIN, true, POWER_ON, NONE, EXPECTED",
    "ESP32S2, 10.2.1, RESET_PIN, true, RESET_PIN, NONE, UNEXPECTED",
    "NRF52840, 10.2.1, RESET_PIN, true, RESET_PIN, NONE, EXPECTED",
    "NRF52840, 10.2.1, RESET_PIN, true, SOFTWARE, NONE, UNEXPECTED",
    "RP2040, 10.2.1, RESET_PIN, true, RESET_PIN, NONE, EXPECTED",
    "RP2040, 10.2.1, RESET_PIN, true, RESET_PIN, USER, UNEXPECTED",
    "ESP32S2, 10.2.1, DEEP_SLEEP, false, DEEP_SLEEP_ALARM, NONE, EXPECTED",
    "ESP32S2, 10.2.1, DEEP_SLEEP, false, POWER_ON, NONE, UNEXPECTED",
    "NRF52840, 10.2.1, WATCHDOG_UNFED, true, WATCHDOG, WATCHDOG, EXPECTED",
    "NRF52840, 10.2.1, WATCHDOG_UNFED, true, WATCHDOG, NONE, UNEXPECTED",
    "NRF52840, 10.2.1, WATCHDOG_UNFED, false, WATCHDOG, NONE, EXPECTED",
    "NRF52840, 10.2.1, DEEP_SLEEP, false, DEEP_SLEEP_ALARM, NONE, EXPECTED",
    "NRF52840, 10.2.1, DEEP_SLEEP, false, SOFTWARE, NONE, UNEXPECTED",
    "NRF52840, 10.2.1, SOFTWARE_RESET, true, DEEP_SLEEP_ALARM, NONE, UNEXPECTED",
    "RP2040, 10.2.1, DEEP_SLEEP, false, SOFTWARE, NONE, EXPECTED",
    "RP2040, 10.2.1, DEEP_SLEEP, false, POWER_ON, NONE, UNEXPECTED",
    "RP2040, 10.2.1, FLASHED, true, SOFTWARE, NONE, EXPECTED",
    "RP2040, 10.2.1, FLASHED, true, WATCHDOG, NONE, UNEXPECTED",
    "RP2040, 7.3.3, FLASHED, true, WATCHDOG, NONE, EXPECTED",
    "RP2040, 8.0.0-beta.4-12-gabcdef1, FLASHED, true, WATCHDOG, NONE, UNEXPECTED",
    "RP2040, 10.2.1, SOFTWARE_RESET, true, SOFTWARE, USER, UNEXPECTED",
    "RP2040, 10.2.1, WATCHDOG_UNFED, true, POWER_ON, NONE, UNEXPECTED",
  })
  void each_family_has_its_own_truth(
      Family family,
      String version,
      Stimulus stimulus,
      boolean usb,
      ResetReason reason,
      SafeModeReason safeMode,
      Judgement judgement) {
    Ruling ruling = new ResetOracle(family, version).judge(stimulus, usb, seen(reason, safeMode));
    assertThat(ruling.judgement()).as(ruling.why()).isEqualTo(judgement);
  }

  @Test
  void the_why_names_what_was_expected_what_was_seen_and_the_source() {
    assertThat(
            new ResetOracle(Family.NRF52840, "10.2.1")
                .judge(Stimulus.DEEP_SLEEP, false, seen(ResetReason.SOFTWARE, SafeModeReason.NONE))
                .why())
        .isEqualTo(
            "after true deep sleep an nRF52840 reports reset reason DEEP_SLEEP_ALARM and safe mode"
                + " NONE; the board says reset reason SOFTWARE and safe mode NONE"
                + " [ports/nordic/common-hal/microcontroller/Processor.c: SREQ with a wake event"
                + " (PR 5253)]");
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void a_start_nobody_asked_for_is_unexpected_whatever_it_says(Family family) {
    Ruling ruling =
        new ResetOracle(family, "10.2.1")
            .judge(Stimulus.NONE, true, seen(ResetReason.POWER_ON, SafeModeReason.NONE));
    assertThat(ruling.judgement()).isEqualTo(Judgement.UNEXPECTED);
    assertThat(ruling.why()).contains("started by itself").contains("POWER_ON");
  }

  @ParameterizedTest
  @CsvSource({"11.0.0-alpha.1", "20260305-main-PR9004-4a335af", "6.3.0"})
  void an_unknown_version_is_judged_by_the_newest_rows_and_that_is_said(String version) {
    Ruling ruling =
        new ResetOracle(Family.RP2040, version)
            .judge(Stimulus.FLASHED, true, seen(ResetReason.WATCHDOG, SafeModeReason.NONE));
    assertThat(ruling.judgement()).isEqualTo(Judgement.UNEXPECTED);
    assertThat(ruling.why()).contains("judged by the rules of 10.2.1: \"" + version + "\"");
  }

  @Test
  void a_known_version_carries_no_caveat() {
    assertThat(
            new ResetOracle(Family.RP2040, "10.2.0")
                .judge(Stimulus.FLASHED, true, seen(ResetReason.SOFTWARE, SafeModeReason.NONE))
                .why())
        .doesNotContain("judged by the rules");
  }

  @Test
  void a_rom_line_that_cannot_go_with_the_reset_reason_is_a_contradiction() {
    Witnesses seen = seen(ResetReason.POWER_ON, SafeModeReason.NONE, "rst:0x8 (TG1WDT_SYS_RST)");
    Ruling ruling =
        new ResetOracle(Family.ESP32S2, "10.2.1").judge(Stimulus.POWER_CYCLE, true, seen);
    assertThat(ruling.judgement()).isEqualTo(Judgement.CONTRADICTION);
    assertThat(ruling.why())
        .isEqualTo(
            "the chip's ROM says rst:0x8 (TG1WDT_SYS_RST), which goes with reset reason WATCHDOG,"
                + " but the firmware says POWER_ON; the ROM's rst:0x8 (TG1WDT_SYS_RST) is the"
                + " interrupt watchdog (timer group 1), which bites when interrupts are kept off,"
                + " never the user's watchdog");
  }

  @Test
  void the_interrupt_watchdog_is_never_taken_for_the_users() {
    Witnesses seen =
        seen(
            ResetReason.WATCHDOG,
            SafeModeReason.NONE,
            "rst:0x8 (TG1WDT_SYS_RST),boot:0x8 (SPI_FAST_FLASH_BOOT)");
    Ruling ruling =
        new ResetOracle(Family.ESP32S2, "10.2.1").judge(Stimulus.WATCHDOG_UNFED, true, seen);
    assertThat(ruling.judgement()).isEqualTo(Judgement.CONTRADICTION);
    assertThat(ruling.why())
        .isEqualTo(
            "after an unfed watchdog the chip's ROM says 0x3 or 0x7 or 0xb or 0xc, but it says"
                + " rst:0x8 (TG1WDT_SYS_RST); the firmware calls it WATCHDOG all the same; the"
                + " ROM's rst:0x8 (TG1WDT_SYS_RST) is the interrupt watchdog (timer group 1), which"
                + " bites when interrupts are kept off, never the user's watchdog");
  }

  @Test
  void a_start_nobody_asked_for_carries_what_the_debug_uart_said() {
    Witnesses seen =
        seen(ResetReason.SOFTWARE, SafeModeReason.HARD_FAULT, "rst:0x3 (RTC_SW_SYS_RST),boot:0x8")
            .withUart(Optional.of("rst:0x3 (RTC_SW_SYS_RST),boot:0x8"), Optional.of(panic(1)));
    assertThat(new ResetOracle(Family.ESP32S2, "10.2.1").judge(Stimulus.NONE, true, seen).why())
        .contains("started by itself")
        .contains("rst:0x3 (RTC_SW_SYS_RST) is esp_restart()")
        .endsWith("; panic: Guru Meditation Error; backtrace: 0x400d1231 < 0x400d2f0d");
  }

  @Test
  void a_panic_the_firmware_knows_nothing_of_is_a_contradiction() {
    Witnesses seen =
        seen(ResetReason.SOFTWARE, SafeModeReason.NONE)
            .withUart(Optional.empty(), Optional.of(panic(1)));
    ResetOracle oracle = new ResetOracle(Family.ESP32S2, "10.2.1");
    assertThat(oracle.judge(Stimulus.SOFTWARE_RESET, true, seen).judgement())
        .isEqualTo(Judgement.CONTRADICTION);
  }

  @Test
  void a_chip_that_starts_more_often_than_it_was_made_to_is_a_boot_loop() {
    Witnesses seen =
        seen(ResetReason.SOFTWARE, SafeModeReason.NONE)
            .withUart(Optional.of("rst:0x3 (RTC_SW_SYS_RST),boot:0x8"), Optional.of(panic(14)));
    ResetOracle oracle = new ResetOracle(Family.ESP32S2, "10.2.1");
    Ruling ruling = oracle.judge(Stimulus.SOFTWARE_RESET, true, seen);
    assertThat(ruling.judgement()).isEqualTo(Judgement.UNEXPECTED);
    assertThat(ruling.why())
        .startsWith(
            "the chip's ROM started 14 times where it should once, after microcontroller.reset()")
        .contains("a boot loop");
    assertThat(oracle.judge(Stimulus.FLASHED, true, seen).judgement())
        .as("the bootloader's own starts are among them")
        .isEqualTo(Judgement.EXPECTED);
  }

  private static UartWords panic(int starts) {
    return new UartWords(
        starts,
        Optional.empty(),
        Optional.of("Guru Meditation Error"),
        List.of("0x400d1231", "0x400d2f0d"),
        false);
  }

  @Test
  void a_rom_line_that_fits_is_no_contradiction() {
    Witnesses seen =
        seen(ResetReason.WATCHDOG, SafeModeReason.NONE, "rst:0x3 (RTC_SW_SYS_RST),boot:0x8");
    assertThat(
            new ResetOracle(Family.ESP32S2, "10.2.1")
                .judge(Stimulus.WATCHDOG_UNFED, true, seen)
                .judgement())
        .isEqualTo(Judgement.EXPECTED);
  }

  @Test
  void a_garbled_rom_line_is_not_held_against_the_board() {
    Witnesses seen = seen(ResetReason.POWER_ON, SafeModeReason.NONE, "\u0000rst:0xZZ garbage");
    assertThat(
            new ResetOracle(Family.ESP32S2, "10.2.1")
                .judge(Stimulus.POWER_CYCLE, true, seen)
                .judgement())
        .isEqualTo(Judgement.EXPECTED);
  }

  @Test
  void safe_mode_watchdog_without_a_watchdog_reset_is_a_contradiction() {
    Ruling ruling =
        new ResetOracle(Family.NRF52840, "10.2.1")
            .judge(
                Stimulus.WATCHDOG_UNFED, true, seen(ResetReason.SOFTWARE, SafeModeReason.WATCHDOG));
    assertThat(ruling.judgement()).isEqualTo(Judgement.CONTRADICTION);
  }

  @Test
  void a_reset_that_code_py_is_told_was_a_reload_is_a_contradiction() {
    Witnesses seen =
        new Witnesses(
            Optional.of(ResetReason.SOFTWARE),
            Optional.of(SafeModeReason.NONE),
            Optional.of(RunReason.AUTO_RELOAD),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(
            new ResetOracle(Family.RP2040, "10.2.1")
                .judge(Stimulus.SOFTWARE_RESET, true, seen)
                .judgement())
        .isEqualTo(Judgement.CONTRADICTION);
  }

  @Test
  void nobody_asked_is_not_the_same_as_expected() {
    assertThat(
            new ResetOracle(Family.RP2040, "10.2.1")
                .judge(Stimulus.POWER_CYCLE, true, Witnesses.none())
                .judgement())
        .isEqualTo(Judgement.UNEXPECTED);
  }

  @Test
  void firmware_without_safe_mode_reason_is_judged_by_its_reset_reason() {
    Witnesses seen =
        new Witnesses(
            Optional.of(ResetReason.POWER_ON),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(
            new ResetOracle(Family.NRF52840, "7.3.3")
                .judge(Stimulus.POWER_CYCLE, true, seen)
                .judgement())
        .isEqualTo(Judgement.EXPECTED);
  }

  private static Witnesses seen(ResetReason reason, SafeModeReason safeMode, String... romLine) {
    return new Witnesses(
        Optional.of(reason),
        Optional.of(safeMode),
        Optional.empty(),
        romLine.length == 0 ? Optional.empty() : Optional.of(romLine[0]),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void micropython_on_an_rp2040_reads_every_reset_through_the_watchdog_as_the_watchdogs() {
    ResetOracle oracle =
        new ResetOracle(Family.RP2040, Firmware.MICROPYTHON, "v1.18-624-gef54c1377");
    Witnesses dog = micropython(ResetReason.WATCHDOG);
    for (Stimulus stimulus :
        List.of(Stimulus.FLASHED, Stimulus.SOFTWARE_RESET, Stimulus.WATCHDOG_UNFED)) {
      assertThat(oracle.judge(stimulus, true, dog).judgement()).isEqualTo(Judgement.EXPECTED);
    }
    Ruling ruling = oracle.judge(Stimulus.POWER_CYCLE, true, dog);
    assertThat(ruling.judgement()).isEqualTo(Judgement.UNEXPECTED);
    assertThat(ruling.why())
        .contains(
            "after a power cycle MicroPython on an RP2040 reports reset reason POWER_ON and safe"
                + " mode (there is none)")
        .doesNotContain("judged by the rules");
    assertThat(oracle.judge(Stimulus.NONE, true, dog).judgement()).isEqualTo(Judgement.UNEXPECTED);
  }

  @Test
  void a_micropython_newer_than_the_rules_is_judged_by_them_and_that_is_said() {
    assertThat(
            new ResetOracle(Family.RP2040, Firmware.MICROPYTHON, "v9.0.0")
                .judge(Stimulus.POWER_CYCLE, true, micropython(ResetReason.POWER_ON))
                .why())
        .contains("judged by the rules of 1.25.0");
  }

  private static Witnesses micropython(ResetReason reason) {
    return new Witnesses(
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
