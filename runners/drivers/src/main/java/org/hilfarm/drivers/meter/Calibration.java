package org.hilfarm.drivers.meter;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Power Profiler Kit II says of its five ranges, from the finest to the coarsest: shunt R in
 * ohms, gains GS, GI and UG, offset O in ADC steps, and offsets S (per volt) and I in amperes. What
 * it does not say, or says as zero or {@code -nan}, is what an uncalibrated kit has
 * (pc-nrfconnect-ppk, parseMeta in src/device/serialDevice.ts). Immutable.
 */
public final class Calibration {
  /** How many ranges there are. */
  public static final int RANGES = 5;

  private static final double[] USUAL_OHMS = {1031.64, 101.65, 10.15, 0.94, 0.043};
  private static final double VOLTS_PER_STEP = 1.8 / 163840;
  private static final Pattern LINE =
      Pattern.compile("(R|GS|GI|O|S|I|UG)([0-4]): (-?[0-9.eE+-]{1,40})\\s*");

  private final Map<String, Double> said;

  private Calibration(Map<String, Double> said) {
    this.said = said;
  }

  /** Reads a kit's metadata; empty where not one shunt is named: it is no kit that speaks. */
  static Optional<Calibration> in(String metadata) {
    Map<String, Double> said = new TreeMap<>();
    metadata
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(m -> number(m.group(3)).ifPresent(n -> said.put(m.group(1) + m.group(2), n)));
    boolean named = metadata.lines().anyMatch(line -> line.matches("R[0-4]: .*"));
    return named ? Optional.of(new Calibration(said)) : Optional.empty();
  }

  private static Optional<Double> number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) && number != 0 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The current of one reading.
   *
   * @param adc the 14 bits of the converter
   * @return amperes
   */
  double amperes(int range, int adc, int millivolts) {
    double volts = (4.0 * adc - of("O", range, 0)) * VOLTS_PER_STEP;
    double plain = volts / of("R", range, USUAL_OHMS[range]);
    double gained = plain * (of("GS", range, 1) * plain + of("GI", range, 1));
    double offset = of("S", range, 0) * millivolts / 1000 + of("I", range, 0);
    return of("UG", range, 1) * (gained + offset);
  }

  private double of(String modifier, int range, double usual) {
    return said.getOrDefault(modifier + range, usual);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "calibration with %d of 35 modifiers", said.size());
  }
}
