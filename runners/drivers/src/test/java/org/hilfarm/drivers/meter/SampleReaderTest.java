package org.hilfarm.drivers.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleReaderTest {
  private static final int MILLIVOLTS = 3700;

  /** Range and converter reading of samples that follow each other. */
  private static final int[][] READINGS = {
    {0, 2000}, {0, 2010}, {1, 1500}, {1, 1502}, {1, 1503}, {1, 1501}, {1, 1500}, {4, 300},
    {4, 320}, {4, 310}, {4, 305}, {4, 300}, {3, 9000}, {3, 9001}, {2, 5000}, {2, 5001},
    {2, 5002}, {2, 5003}, {2, 5004}, {0, 16383}, {0, 0}, {0, 50}
  };

  /**
   * What IRNAS/ppk2-api-python (commit a686f1c, get_samples) makes of them with the calibration in
   * {@code ppk2-metadata.txt} at 3.7 V, in microamperes.
   */
  private static final double[] MICROAMPS = {
    87.24581044613704,
    87.6890676685649,
    186.81848749430446,
    268.5582018555589,
    335.6625397287217,
    640.4959449740109,
    640.063878680232,
    234.50414523945938,
    234.50414523945938,
    19990.966555052666,
    324156.8625741426,
    318805.90174151293,
    193352.85582069377,
    232722.1214811335,
    194827.72041580128,
    163755.12597460477,
    138276.41297068435,
    22211.245082521782,
    22215.769798245474,
    82339.0330300549,
    67517.75531204381,
    55364.70645362512
  };

  private final CurrentTrace.Writer trace = new CurrentTrace.Writer();
  private final SampleReader reader = new SampleReader(Calibrations.reference(), MILLIVOLTS, trace);

  private static byte[] sample(int counter, int range, int adc) {
    int bits = adc | range << 14 | (counter & 0x3f) << 18 | 0xa5 << 24;
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bits).array();
  }

  @Test
  void samples_become_the_currents_the_reference_implementation_computes() {
    List<Double> currents = new ArrayList<>();
    SpikeFilter filter = new SpikeFilter();
    for (int[] reading : READINGS) {
      double amperes = Calibrations.reference().amperes(reading[0], reading[1], MILLIVOLTS);
      currents.add(filter.next(reading[0], amperes) * 1e6);
    }
    for (int i = 0; i < MICROAMPS.length; i++) {
      assertThat(currents.get(i)).as("sample %d", i).isCloseTo(MICROAMPS[i], within(1e-6));
    }
  }

  @Test
  void bytes_may_come_cut_anywhere() {
    byte[] all = new byte[4 * READINGS.length];
    for (int i = 0; i < READINGS.length; i++) {
      System.arraycopy(sample(i, READINGS[i][0], READINGS[i][1]), 0, all, 4 * i, 4);
    }
    for (int at = 0; at < all.length; at += 3) {
      reader.feed(Arrays.copyOfRange(all, at, Math.min(at + 3, all.length)));
    }
    assertThat(trace.trace().samples()).isEqualTo(READINGS.length);
    assertThat(trace.trace().lost()).isZero();
  }

  @Test
  void a_millisecond_is_the_mean_of_its_hundred_samples() {
    feed(0, 250, 2000);
    CurrentTrace made = trace.trace();
    assertThat(made.millis()).isEqualTo(2);
    assertThat(made.at(0).orElseThrow()).isCloseTo(87.2458, within(0.001));
  }

  @Test
  void the_counter_tells_what_was_lost_and_the_time_it_took_is_kept() {
    feed(0, 70, 2000);
    feed(110, 190, 2000);
    CurrentTrace made = trace.trace();
    assertThat(made.lost()).isEqualTo(40);
    assertThat(made.millis()).isEqualTo(3);
    assertThat(made.missing())
        .hasValue("40 of 300 samples (13.3 %) were lost on the way from the meter");
    assertThat(made.trustworthy()).isFalse();
  }

  @Test
  void a_range_there_is_none_of_is_a_lost_sample_and_no_current() {
    feed(0, 100, 2000);
    reader.feed(sample(100, 6, 2000));
    assertThat(trace.trace().samples()).isEqualTo(100);
    assertThat(trace.trace().lost()).isEqualTo(1);
  }

  private void feed(int from, int count, int adc) {
    for (int i = from; i < from + count; i++) {
      reader.feed(sample(i, 0, adc));
    }
  }
}
