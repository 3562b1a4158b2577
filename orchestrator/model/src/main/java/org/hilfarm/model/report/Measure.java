package org.hilfarm.model.report;

import java.util.OptionalDouble;

/**
 * A number a script measured.
 *
 * @param name what, such as {@code heap_free}
 * @param value how much
 * @param unit in what, such as {@code B} or {@code s}
 * @param min the least that is right
 * @param max the most that is right
 */
public record Measure(
    String name, double value, String unit, OptionalDouble min, OptionalDouble max) {
  /** Whether it lies within its limits. */
  public boolean within() {
    return (min.isEmpty() || value >= min.getAsDouble())
        && (max.isEmpty() || value <= max.getAsDouble());
  }
}
