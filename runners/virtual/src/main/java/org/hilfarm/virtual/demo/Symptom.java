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

  /** No key ends a pretended sleep, not even Ctrl-C. */
  PRETEND_SLEEP_IS_DEAF(
      "pretend-sleep=deaf",
      "deep_sleep/pretend_ctrl_c_wakes",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#4010"),

  /** A save does not end a pretended sleep. */
  PRETEND_SLEEP_IGNORES_WRITES(
      "pretend-sleep=ignores-writes",
      "deep_sleep/pretend_write_wakes",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#6142"),

  /** A pretended sleep is over as soon as it begins. */
  PRETEND_SLEEP_WAKES_AT_ONCE(
      "pretend-sleep=wakes-at-once",
      "deep_sleep/pretend_alarm_wakes",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#4869"),

  /** Bytes on the console end a light sleep. */
  CONSOLE_WAKES_LIGHT_SLEEP(
      "light-sleep=woken-by-console",
      "deep_sleep/console_does_not_wake",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5257"),

  /** A watchdog in RAISE mode crashes a board that is idle at its prompt. */
  RAISE_CRASHES_PROMPT(
      "raise-at-prompt=crash",
      "watchdog/raise_at_prompt",
      EnumSet.of(Family.ESP32S2, Family.NRF52840), // an RP2040's can only reset
      "adafruit/circuitpython#5261",
      "adafruit/circuitpython#5272"),

  /** The watchdog of a program that came to its end bites the board. */
  WATCHDOG_OUTLIVES_PROGRAM(
      "watchdog-at-end=runs-on",
      "watchdog/end_disarms",
      EnumSet.of(Family.ESP32S2, Family.RP2040), // nobody can stop an nRF52840's
      "adafruit/circuitpython#6259"),

  /**
   * A program that dies of an exception takes its watchdog with it, and nothing starts it again.
   */
  EXCEPTION_STOPS_WATCHDOG(
      "watchdog-at-death=stops",
      "watchdog/exception_resets",
      EnumSet.of(Family.ESP32S2, Family.RP2040), // nobody can stop an nRF52840's
      "adafruit/circuitpython#5890"),

  /** An unfed watchdog leads into safe mode. */
  WATCHDOG_LEADS_TO_SAFE_MODE(
      "watchdog-reset=safe-mode",
      "watchdog/reset_bites",
      EnumSet.of(Family.ESP32S2, Family.RP2040), // on an nRF52840 with USB it is the truth
      "adafruit/circuitpython#5555",
      "adafruit/circuitpython#10011"),

  /** One save says twice that it stopped the code. */
  SAVE_STOPS_TWICE(
      "reload=stops-twice",
      "reload/save_restarts_once",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#6142"),

  /** Code starts anew while its file is still being written, and is stopped again. */
  RELOAD_HURRIES(
      "reload=hurries",
      "reload/two_saves_restart_once",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#6142"),

  /** A save shows a ReloadException at the prompt. */
  SAVE_RAISES_AT_PROMPT(
      "reload-at-prompt=raises",
      "reload/save_at_prompt",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#6165",
      "adafruit/circuitpython#6168"),

  /** With a boot.py the board never gets as far as USB after it lost its power. */
  BOOT_PY_LOOPS(
      "boot-py=loops",
      "reload/boot_py_twenty_starts",
      EnumSet.of(Family.ESP32S2), // it was that port's heap
      "adafruit/circuitpython#5305"),

  /** One start in some does not show itself on USB. */
  USB_MISSES_A_START(
      "usb=misses-a-start",
      "usb/twenty_power_cycles",
      EnumSet.of(Family.RP2040), // it was that port's interrupt
      "adafruit/circuitpython#5238"),

  /** One start in some shows itself only after 50 s. */
  ENUMERATES_LATE(
      "usb=late",
      "usb/twenty_power_cycles",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5238"),

  /** One start in some shows another serial number than the chip's. */
  OTHER_SERIAL(
      "usb=other-serial",
      "usb/twenty_power_cycles",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5238"),

  /** No pin's alarm ends a sleep. */
  PIN_ALARM_IS_DEAF(
      "pin-alarm=deaf",
      "deep_sleep/pin_alarm_wakes",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#7365"),

  /** After a true deep sleep {@code alarm.wake_alarm} is None. */
  WAKE_ALARM_IS_LOST(
      "wake-alarm=lost",
      "deep_sleep/pin_alarm_wakes_truly",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5794",
      "adafruit/circuitpython#6483"),

  /** The reset button was pressed, and cpu.reset_reason is SOFTWARE. */
  RESET_PIN_LIES(
      "reset-pin=SOFTWARE",
      "gpio/reset_pin_tells",
      EnumSet.of(Family.NRF52840), // its port has to look at that bit before the others
      "adafruit/circuitpython#4304",
      "adafruit/circuitpython#5253"),

  /** Some bytes that are sent to the board's code never get there. */
  CONSOLE_DROPS_BYTES(
      "console=drops",
      "usb/echo_megabyte",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5271"),

  /** Whatever sleep is asked for, the board draws what it draws when it runs. */
  SLEEPS_ARE_FAKED(
      "sleep-current=awake",
      "deep_sleep/currents_in_order",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5318"),

  /** Deep sleep draws twice what light sleep does. */
  DEEP_SLEEP_DRAWS_TWICE(
      "sleep-current=deep-twice-light",
      "deep_sleep/currents_in_order",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5318"),

  /** Each reload leaves 2 KiB of heap behind. */
  HEAP_LEAKS(
      "reload-leak=2048",
      "heap/reload_keeps_heap",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#10308"),

  /** Each reload leaves 64 bytes of heap behind. */
  HEAP_LEAKS_A_LITTLE(
      "reload-leak=64",
      "heap/fifty_reloads_keep_heap",
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

  /** With a boot.py the chip starts three times more before it shows itself; only its ROM tells. */
  BOOT_PY_RESTARTS(
      "boot-loop=3",
      "reload/boot_py_twenty_starts",
      EnumSet.of(Family.ESP32S2),
      "adafruit/circuitpython#5305"),

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
      EnumSet.of(Family.ESP32S2, Family.RP2040), // a small heap has room for them elsewhere
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
      "bus-errno=5",
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

  /** A bus gives up 255 us after its target began to hold SCL. */
  STRETCH_IS_CUT_SHORT(
      "bus-stretch=cut-short",
      "i2c/stretched_clock_is_waited_for",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#5656",
      "adafruit/circuitpython#10034"),

  /** A bus waits for SCL as long as its target holds it, be it for ever. */
  STRETCH_HAS_NO_END(
      "bus-stretch=without-end",
      "i2c/stretched_clock_is_waited_for",
      EnumSet.allOf(Family.class),
      "adafruit/circuitpython#2253"),

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
