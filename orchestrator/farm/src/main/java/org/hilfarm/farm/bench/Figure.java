package org.hilfarm.farm.bench;

import java.util.List;

/**
 * Something measured.
 *
 * @param what in words
 * @param unit of all numbers
 * @param aim what it should not exceed
 * @param measured the median, or the one reading
 * @param samples how many readings
 */
public record Figure(String what, String unit, double aim, double measured, int samples) {
  /** The median of some readings; NaN where there are none. */
  static Figure median(String what, String unit, double aim, List<Double> readings) {
    return at(0.5, what, unit, aim, readings);
  }

  /** The reading that this share of the readings does not exceed; NaN where there are none. */
  static Figure at(double share, String what, String unit, double aim, List<Double> readings) {
    List<Double> sorted = readings.stream().sorted().toList();
    int last = sorted.size() - 1;
    double measured =
        sorted.isEmpty() ? Double.NaN : sorted.get(Math.clamp((int) (share * (last + 1)), 0, last));
    return new Figure(what, unit, aim, measured, sorted.size());
  }

  /** How many times the aim it is. */
  public double ratio() {
    return measured / aim;
  }

  /** Whether it is within the aim. */
  public boolean reached() {
    return measured <= aim;
  }
}
