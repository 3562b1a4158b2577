package org.hilfarm.drivers.script;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.PowerStretch;

/**
 * What the host saw of a phase, beside what the script said of it; both go into the script's
 * report. One thread.
 */
final class HostSaw {
  private final List<Check> checks = new ArrayList<>();
  private final List<Measure> measures = new ArrayList<>();
  private final List<PowerStretch> power = new ArrayList<>();

  /** Something that should hold. */
  boolean check(String what, boolean holds, String detail) {
    checks.add(new Check(what, holds, detail));
    return holds;
  }

  /** A count that must be exactly this. */
  void count(String name, int value, int due) {
    measures.add(new Measure(name, value, "", OptionalDouble.of(due), OptionalDouble.of(due)));
  }

  /** A number with the limits within which it is right. */
  void measure(String name, double value, String unit, OptionalDouble min, OptionalDouble max) {
    measures.add(new Measure(name, value, unit, min, max));
  }

  /** What the board drew. */
  void drew(PowerStretch stretch) {
    power.add(stretch);
  }

  List<PowerStretch> power() {
    return List.copyOf(power);
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  List<Measure> measures() {
    return List.copyOf(measures);
  }
}
