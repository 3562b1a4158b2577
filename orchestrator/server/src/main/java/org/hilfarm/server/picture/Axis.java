package org.hilfarm.server.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a number lies between two ends of a picture.
 *
 * @param least the number at {@code from}
 * @param most the number at {@code to}
 * @param from pixels
 * @param to pixels
 */
record Axis(double least, double most, double from, double to) {
  /** Ends that make round ticks, from zero up. */
  static Axis upTo(double most, double from, double to) {
    double step = step(Math.max(most, 1), 5);
    return new Axis(0, Math.ceil(Math.max(most, 1) / step) * step, from, to);
  }

  double at(double number) {
    double share = (number - least) / (most - least);
    return from + Math.clamp(share, 0, 1) * (to - from);
  }

  /** Round numbers along it, about this many. */
  List<Double> ticks(int wanted) {
    double step = step(most - least, wanted);
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.ceil(least / step) * step; tick <= most + step / 1e6; tick += step) {
      ticks.add(tick);
    }
    return ticks;
  }

  private static double step(double range, int wanted) {
    double rough = range / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
