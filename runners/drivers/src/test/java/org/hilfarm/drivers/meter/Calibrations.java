package org.hilfarm.drivers.meter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Metadata of kits, for tests. */
final class Calibrations {
  private Calibrations() {}

  /** A kit's whose every modifier differs from the usual; made up, in the form kits give it. */
  static String referenceText() {
    try (InputStream in = Calibrations.class.getResourceAsStream("ppk2-metadata.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Calibration reference() {
    return Calibration.in(referenceText()).orElseThrow();
  }
}
