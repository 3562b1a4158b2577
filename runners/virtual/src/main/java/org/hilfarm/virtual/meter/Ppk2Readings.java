package org.hilfarm.virtual.meter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Currents as the readings of a Power Profiler Kit II: the way from its metadata to a current
 * (pc-nrfconnect-ppk, src/device/serialDevice.ts) gone backwards, with some noise. One thread.
 */
final class Ppk2Readings {
  private static final double[] OHMS = {1007.23, 101.51, 10.16, 0.96, 0.0447};
  private static final double[] GAIN = {1.0072, 0.9958, 1.0031, 0.9903, 1.0105};
  private static final double[] SQUARE = {1.0, 1.0, 0.97, 0.0435, 0.0214};

  /** Steps of the converter at no current, so that noise around it has room. */
  private static final double[] OFFSET = {142, 96, 71, 62, 40};

  /** The kit's ranges end here, in amperes. */
  private static final double[] END = {50e-6, 500e-6, 5e-3, 60e-3};

  private static final double VOLTS_PER_STEP = 1.8 / 163840;
  private static final double NOISE = 0.01;
  private static final double LEAST_NOISE = 50e-9;
  private static final int ADC_MAX = 0x3fff;

  private final Random random;
  private int counter;

  Ppk2Readings(long seed) {
    this.random = new Random(seed);
  }

  /** What the kit says of itself, with the voltage it gives. */
  static String metadata(int millivolts, int mode) {
    StringBuilder text = new StringBuilder("Calibrated: 0\n");
    lines(text, "R", OHMS);
    lines(text, "GS", SQUARE);
    lines(text, "GI", GAIN);
    lines(text, "O", OFFSET);
    text.append("VDD: ").append(millivolts).append("\nHW: 9173\nmode: ").append(mode).append('\n');
    lines(text, "S", new double[5]);
    lines(text, "I", new double[5]);
    lines(text, "UG", new double[] {1, 1, 1, 1, 1});
    return text.append("IA: 56\nEND\n").toString();
  }

  private static void lines(StringBuilder text, String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      text.append(name).append(i).append(": ").append(values[i]).append('\n');
    }
  }

  /** So many samples of one current. */
  byte[] samples(int count, double microamps) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      double amperes = microamps / 1e6;
      double noise = Math.max(LEAST_NOISE, NOISE * amperes) * random.nextGaussian();
      bytes.putInt(sample(amperes + noise));
    }
    return bytes.array();
  }

  private int sample(double amperes) {
    int range = 0;
    while (range < END.length && amperes > END[range]) {
      range++;
    }
    double plain = amperes / GAIN[range];
    for (int i = 0; i < 3; i++) { // GS * x * x + GI * x = amperes, and GS * x is small
      plain = amperes / (GAIN[range] + SQUARE[range] * plain);
    }
    double steps = (plain * OHMS[range] / VOLTS_PER_STEP + OFFSET[range]) / 4;
    int adc = Math.clamp(Math.round(steps), 0, ADC_MAX);
    int bits = adc | range << 14 | counter << 18;
    counter = counter + 1 & 0x3f;
    return bits;
  }
}
