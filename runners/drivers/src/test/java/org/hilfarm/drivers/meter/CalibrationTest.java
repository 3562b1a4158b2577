package org.hilfarm.drivers.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {
  /** Without gains and offsets: 4 * 1000 * 1.8 V / 163840 over 1031.64 ohms. */
  private static final double USUAL = 4000 * 1.8 / 163840 / 1031.64;

  private static double of(String metadata) {
    double plain = Calibration.in(metadata).orElseThrow().amperes(0, 1000, 3000);
    return plain - USUAL * USUAL; // GS is 1 where it is not said
  }

  @Test
  void what_a_kit_does_not_say_is_what_an_uncalibrated_one_has() {
    assertThat(of("R1: 100\nEND\n")).isCloseTo(USUAL, within(1e-15));
  }

  @Test
  void zero_and_nan_count_as_unsaid() {
    assertThat(of("R0: 0.0000\nGI0: -nan\nUG0: 0\nEND\n")).isCloseTo(USUAL, within(1e-15));
  }

  @Test
  void a_number_that_is_none_counts_as_unsaid() {
    String huge = "9".repeat(41);
    assertThat(of("R0: 1e999\nGI0: 1.2.3\nUG0: " + huge + "\nEND\n"))
        .isCloseTo(USUAL, within(1e-15));
  }

  @Test
  void what_names_no_range_is_no_kit() {
    assertThat(Calibration.in("Adafruit CircuitPython 10.0.3\nEND\n")).isEmpty();
  }
}
