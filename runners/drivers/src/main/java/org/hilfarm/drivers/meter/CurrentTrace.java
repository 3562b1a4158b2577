package org.hilfarm.drivers.meter;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The current over time, in microamperes: the mean of each millisecond of the meter's own time. A
 * millisecond of which nothing arrived has no figure and is never guessed. Immutable.
 */
public final class CurrentTrace {
  /** The meter's samples a second. */
  public static final int SAMPLES_PER_SECOND = 100_000;

  /** What is kept at most; what comes after it is not, and said to be missing. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int PER_BIN = SAMPLES_PER_SECOND / 1000;

  /** More than this share of the samples missing, and the figures are not to be trusted. */
  public static final double TOLERABLE = 0.05;

  private final float[] bins;
  private final long samples;
  private final long lost;
  private final boolean full;

  private CurrentTrace(float[] bins, long samples, long lost, boolean full) {
    this.bins = bins;
    this.samples = samples;
    this.lost = lost;
    this.full = full;
  }

  /** How many milliseconds it has. */
  public int millis() {
    return bins.length;
  }

  /** The mean of one millisecond, in microamperes; empty where it is not known. */
  public OptionalDouble at(int milli) {
    return Float.isNaN(bins[milli]) ? OptionalDouble.empty() : OptionalDouble.of(bins[milli]);
  }

  /** The mean of all of it. */
  public OptionalDouble mean() {
    return mean(0, bins.length);
  }

  /** The mean from one millisecond to before another; empty where more than a tenth is unknown. */
  public OptionalDouble mean(int from, int to) {
    double sum = 0;
    int known = 0;
    for (int i = from; i < to; i++) {
      if (!Float.isNaN(bins[i])) {
        sum += bins[i];
        known++;
      }
    }
    return known > 0 && known * 10L >= (to - from) * 9L
        ? OptionalDouble.of(sum / known)
        : OptionalDouble.empty();
  }

  /** The lowest mean that was held for so long. */
  public OptionalDouble lowestHeld(Duration time) {
    return held(time, -1);
  }

  /** The highest mean that was held for so long. */
  public OptionalDouble highestHeld(Duration time) {
    return held(time, 1);
  }

  private OptionalDouble held(Duration time, int sign) {
    int length = Math.clamp(time.toMillis(), 1, Integer.MAX_VALUE);
    int step = Math.max(1, length / 50);
    OptionalDouble best = OptionalDouble.empty();
    for (int from = 0; from + length <= bins.length; from += step) {
      OptionalDouble mean = mean(from, from + length);
      if (mean.isPresent()
          && (best.isEmpty() || sign * mean.getAsDouble() > sign * best.getAsDouble())) {
        best = mean;
      }
    }
    return best;
  }

  /** Samples that arrived. */
  public long samples() {
    return samples;
  }

  /** Samples that are known to be missing. */
  public long lost() {
    return lost;
  }

  /** What is missing, in words; empty where all arrived. */
  public Optional<String> missing() {
    if (full) {
      return Optional.of(
          "the measurement was longer than %d s; what came later is not in it"
              .formatted(LONGEST.toSeconds()));
    }
    return lost == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%d of %d samples (%.1f %%) were lost on the way from the meter",
                lost,
                lost + samples,
                100.0 * lost / (lost + samples)));
  }

  /** Whether so little is missing that the figures may be judged. */
  public boolean trustworthy() {
    return samples > 0 && lost <= TOLERABLE * (lost + samples);
  }

  /** Makes one, sample by sample. One thread. */
  static final class Writer {
    private static final int LIMIT = (int) LONGEST.toMillis();

    private float[] bins = new float[1000];
    private int count;
    private double sum;
    private int known;
    private int at;
    private long samples;
    private long lost;

    void add(double amperes) {
      sum += amperes * 1e6;
      known++;
      samples++;
      step();
    }

    /** Samples that never came keep their place in time. */
    void lost(long number) {
      lost += number;
      for (long i = 0; i < number && count <= LIMIT; i++) {
        step();
      }
    }

    private void step() {
      at++;
      if (at == PER_BIN) {
        bin(known == 0 ? Float.NaN : (float) (sum / known));
        sum = 0;
        known = 0;
        at = 0;
      }
    }

    private void bin(float mean) {
      if (count == bins.length) {
        bins = Arrays.copyOf(bins, Math.min(LIMIT, 2 * count));
      }
      if (count < LIMIT) {
        bins[count] = mean;
      }
      count = Math.min(LIMIT + 1, count + 1);
    }

    long seen() {
      return samples + lost;
    }

    CurrentTrace trace() {
      int length = Math.min(count, LIMIT);
      return new CurrentTrace(Arrays.copyOf(bins, length), samples, lost, count > LIMIT);
    }
  }
}
