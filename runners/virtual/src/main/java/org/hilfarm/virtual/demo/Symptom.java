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
      "adafruit/circuitpython#10308");

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
