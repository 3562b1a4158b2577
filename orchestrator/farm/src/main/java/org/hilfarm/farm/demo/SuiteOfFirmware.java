package org.hilfarm.farm.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.Uf2File;

/** Which of the farm's suites is for the firmware in a file. */
final class SuiteOfFirmware {
  /** No board's image is longer; a longer file is the intake's to refuse. */
  private static final long MAX_BYTES = 64L << 20;

  private SuiteOfFirmware() {}

  /** By what is inside; a file that is no image is taken for CircuitPython's, and refused later. */
  static String in(Path file) throws IOException {
    return switch (firmware(file)) {
      case CIRCUITPYTHON -> "pr";
      case MICROPYTHON -> "micropython";
    };
  }

  private static Firmware firmware(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      return Firmware.CIRCUITPYTHON;
    }
    try {
      return Banner.in(Uf2File.parse(Files.readAllBytes(file)).flash())
          .map(Banner::firmware)
          .orElse(Firmware.CIRCUITPYTHON);
    } catch (MalformedImageException none) {
      return Firmware.CIRCUITPYTHON;
    }
  }
}
