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
    List<Double> sorted = readings.stream().sorted().toList();
    double median = sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    return new Figure(what, unit, aim, median, sorted.size());
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
