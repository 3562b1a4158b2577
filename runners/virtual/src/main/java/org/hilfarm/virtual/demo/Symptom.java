package org.hilfarm.virtual.demo;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.script.ScriptId;

/**
 * A way in which CircuitPython was broken once, as a demonstration firmware that is broken in the
 * same way: its image carries a trait, the virtual board behaves by it, and one script must turn
 * red. docs/symptoms.md lists them all.
 */
public enum Symptom {
  /** {@code watchdog.mode = RESET} is taken and the dog never bites. */
  WATCHDOG_NEVER_BITES(
      "watchdog=never",
      "watchdog/reset_bites",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#4324"),

  /** After a deep sleep cpu.reset_reason is SOFTWARE, where an alarm woke the board. */
  DEEP_SLEEP_REASON_LIES(
      "deep-sleep-reason=SOFTWARE",
      "deep_sleep/time_alarm_wakes",
      EnumSet.of(
          Family.NRF52840), // the ESP32-S2's silicon knows, and an RP2040 says SOFTWARE rightly
      "adafruit/circuitpython#5253"),

  /** Each reload leaves 2 KiB of heap behind. */
  HEAP_LEAKS(
      "reload-leak=2048",
      "heap/reload_keeps_heap",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#10308"),

  /** The interrupt watchdog resets the chip while the collector runs (rst:0x8, TG1WDT_SYS_RST). */
  INTERRUPT_WATCHDOG_RESETS(
      "int-wdt-at=fill_and_collect",
      "heap/collector_keeps_to_its_tables",
      EnumSet.of(Family.ESP32S2), // the others have no such watchdog
      "adafruit/circuitpython#5021",
      "adafruit/circuitpython#5245"),

  /** A memory access that is not allowed, in the middle of a script: a panic, then safe mode. */
  HARD_FAULT_IN_A_SCRIPT(
      "panic-at=readfrom_into",
      "i2c/lock_is_asked_for",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#4962",
      "adafruit/circuitpython#5240"),

  /** The watchdog that bites is the interrupts', and cpu.reset_reason calls it WATCHDOG. */
  ANOTHER_WATCHDOG_BITES(
      "watchdog=interrupt",
      "watchdog/reset_bites",
      EnumSet.of(Family.ESP32S2),
      "adafruit/circuitpython#5021"),

  /** The board waits awake, restarts by software, and calls that a deep sleep. */
  DEEP_SLEEP_IS_PLAYED(
      "deep-sleep=restart",
      "deep_sleep/time_alarm_wakes",
      EnumSet.of(Family.ESP32S2), // only its ROM tells
      "adafruit/circuitpython#5318"),

  /** Small objects stay in the freed pieces of a heap, so that no large block can be had again. */
  PIECES_NEVER_JOIN(
      "memory=never-joins",
      "heap/pieces_join_again",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#10308"),

  /** The collector leaves its tables when the heap is full: a hard fault. */
  COLLECTOR_CRASHES_WHEN_FULL(
      "memory=crashes-when-full",
      "heap/collector_keeps_to_its_tables",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5245",
      "micropython/micropython#7716"),

  /** What nobody holds any more is freed without its finaliser, so its pins stay in use. */
  FINALISERS_NEVER_RUN(
      "finalisers=never",
      "heap/finalisers_run_once",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#10308"),

  /** A finaliser runs again, when its pins have another owner. */
  FINALISERS_RUN_TWICE(
      "finalisers=twice",
      "heap/finalisers_run_once",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#10308"),

  /** An address that nobody acknowledges is EIO, where it has to be ENODEV. */
  I2C_ERRNO_IS_WRONG(
      "i2c-errno=5",
      "i2c/target_answers",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#3846"),

  /** A bus without pull-ups is opened. */
  MISSING_PULL_UPS_GO_UNNOTICED(
      "pull-ups=unchecked",
      "i2c/missing_pull_ups_are_noticed",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5174"),

  /** A bus that was refused keeps its pins. */
  REFUSED_BUS_KEEPS_PINS(
      "pull-ups=pins-kept",
      "i2c/missing_pull_ups_are_noticed",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5174"),

  /** A bus whose SDA is held low is opened, and nothing ever frees it. */
  HELD_SDA_GOES_UNNOTICED(
      "pull-ups=held-not-noticed",
      "i2c/held_line_is_freed",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#3846"),

  /** The fifth rotary encoder is taken, and dead: there are no channels for it. */
  FIFTH_ENCODER_IS_DEAD(
      "encoders=silent",
      "gpio/encoders_are_counted",
      EnumSet.of(Family.NRF52840, Family.ESP32S2), // an RP2040 has room for eight
      "adafruit/circuitpython#5211",
      "adafruit/circuitpython#5253"),

  /** A pin counter's deinit() is a hard fault. */
  COUNTER_DEINIT_CRASHES(
      "counter=hard-fault",
      "gpio/counter_lets_go",
      EnumSet.of(Family.NRF52840), // where alarms and counters share GPIOTE
      "adafruit/circuitpython#5240",
      "adafruit/circuitpython#5253"),

  /** What the interpreter's end should give back stays in use after a reload. */
  PINS_STAY_IN_USE(
      "pins=kept",
      "gpio/reload_frees_pins",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#10308"),

  /** A display's I2C that moved out of the heap at a reload is used where it was: a hard fault. */
  DISPLAY_CRASHES_AT_A_RELOAD(
      "display=crashes",
      "i2c/display_outlives_reloads",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#4962",
      "adafruit/circuitpython#5220");

  private final String trait;
  private final ScriptId script;
  private final Set<Family> families;
  private final List<String> issues;

  Symptom(String trait, String script, Set<Family> families, String... issues) {
    this.trait = trait;
    this.script = new ScriptId(script);
    this.families = Set.copyOf(families);
    this.issues = List.of(issues);
  }

  /** Its name on the command line and in the docs, such as {@code heap-leaks}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of that name. */
  public static Optional<Symptom> of(String id) {
    return Arrays.stream(values()).filter(s -> s.id().equals(id)).findFirst();
  }

  /** What the image asks of the virtual board: {@code key=value}. */
  public String trait() {
    return trait;
  }

  /** The script that must turn red. */
  public ScriptId script() {
    return script;
  }

  /** The families that can be broken in this way. */
  public Set<Family> families() {
    return families;
  }

  /** Where it was reported or mended. */
  public List<String> issues() {
    return issues;
  }
}
