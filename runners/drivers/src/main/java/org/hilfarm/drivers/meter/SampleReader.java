package org.hilfarm.drivers.meter;

/**
 * Reads the samples of a Power Profiler Kit II: four bytes each, little endian, 14 bits of the
 * converter, 3 of the range, from bit 18 on a counter of 6, and 8 of the logic port
 * (pc-nrfconnect-ppk, src/device/serialDevice.ts). The counter says what was lost on the way, but
 * only up to multiples of 64; a sample of a range there is none of is taken for a lost one. One
 * thread.
 */
final class SampleReader {
  private static final int BYTES = 4;
  private static final int COUNTER = 0x3f;

  private final Calibration calibration;
  private final int millivolts;
  private final CurrentTrace.Writer trace;
  private final SpikeFilter filter = new SpikeFilter();
  private int partial;
  private int have;
  private int expected = -1;

  SampleReader(Calibration calibration, int millivolts, CurrentTrace.Writer trace) {
    this.calibration = calibration;
    this.millivolts = millivolts;
    this.trace = trace;
  }

  /** Takes bytes as they come, cut anywhere. */
  void feed(byte[] bytes) {
    for (byte b : bytes) {
      partial |= (b & 0xff) << (8 * have);
      have++;
      if (have == BYTES) {
        sample(partial);
        partial = 0;
        have = 0;
      }
    }
  }

  private void sample(int bits) {
    int counter = bits >> 18 & COUNTER;
    if (expected >= 0 && counter != expected) {
      trace.lost(counter - expected & COUNTER);
    }
    expected = counter + 1 & COUNTER;
    int range = bits >> 14 & 7;
    if (range >= Calibration.RANGES) {
      trace.lost(1);
      return;
    }
    int adc = bits & 0x3fff;
    trace.add(filter.next(range, calibration.amperes(range, adc, millivolts)));
  }
}
