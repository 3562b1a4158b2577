package org.hilfarm.farm.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Something measured.
 *
 * @param what in words
 * @param unit of all numbers
 * @param aim what it should not exceed
 * @param measured the median, or the one reading; empty where nothing could be measured
 * @param samples how many readings
 */
public record Figure(String what, String unit, double aim, OptionalDouble measured, int samples) {
  /** The median of some readings. */
  static Figure median(String what, String unit, double aim, List<Double> readings) {
    return at(0.5, what, unit, aim, readings);
  }

  /** The reading that this share of the readings does not exceed. */
  static Figure at(double share, String what, String unit, double aim, List<Double> readings) {
    List<Double> sorted = readings.stream().filter(Double::isFinite).sorted().toList();
    int last = sorted.size() - 1;
    OptionalDouble measured =
        sorted.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(sorted.get(Math.clamp((int) (share * (last + 1)), 0, last)));
    return new Figure(what, unit, aim, measured, sorted.size());
  }

  /** How many times the aim it is. */
  public OptionalDouble ratio() {
    return measured.isPresent()
        ? OptionalDouble.of(measured.getAsDouble() / aim)
        : OptionalDouble.empty();
  }

  /** Whether it is within the aim; what was not measured is not. */
  public boolean reached() {
    return measured.isPresent() && measured.getAsDouble() <= aim;
  }
}
