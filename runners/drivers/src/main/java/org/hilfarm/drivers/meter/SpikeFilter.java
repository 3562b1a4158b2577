package org.hilfarm.drivers.meter;

/**
 * Smooths the false readings that follow a change of range: three samples are replaced by a rolling
 * average, and the first two of the coarsest range do not count (pc-nrfconnect-ppk, getAdcResult in
 * src/device/serialDevice.ts). One thread.
 */
final class SpikeFilter {
  private static final double ALPHA = 0.18;
  private static final double COARSEST_ALPHA = 0.06;
  private static final int COARSEST = Calibration.RANGES - 1;
  private static final int SAMPLES = 3;

  private double average;
  private double slowAverage;
  private int range = -1;
  private int inRange;
  private int toSmooth;

  double next(int newRange, double value) {
    if (range < 0) {
      average = value;
      slowAverage = value;
      range = newRange;
      return value;
    }
    double averageBefore = average;
    double slowBefore = slowAverage;
    average = ALPHA * value + (1 - ALPHA) * average;
    slowAverage = COARSEST_ALPHA * value + (1 - COARSEST_ALPHA) * slowAverage;
    if (newRange == range && toSmooth == 0) {
      return value;
    }
    inRange = newRange == range ? inRange + 1 : 0;
    toSmooth = newRange == range ? toSmooth : SAMPLES;
    toSmooth--;
    range = newRange;
    if (newRange != COARSEST) {
      return average;
    }
    if (inRange < 2) {
      average = averageBefore;
      slowAverage = slowBefore;
    }
    return slowAverage;
  }
}
