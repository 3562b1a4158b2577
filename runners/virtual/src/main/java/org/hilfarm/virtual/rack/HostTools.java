package org.hilfarm.virtual.rack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.hilfarm.model.board.GpioLine;

/**
 * The programs of a virtual rack's host, in its {@code usr/bin}: uhubctl and gpioset, which take
 * the arguments of the real ones and throw the switches of this rack's files. Each writes down what
 * it was told, in {@code run/hil/told/NAME}.
 */
final class HostTools {
  private static final List<String> PROGRAMS = List.of("uhubctl", "gpioset");

  private HostTools() {}

  /** Puts them there. */
  static void install(Path root) throws IOException {
    Path bin = Files.createDirectories(root.resolve("usr/bin"));
    Files.createDirectories(root.resolve("run/hil/told"));
    for (String program : PROGRAMS) {
      Path file = bin.resolve(program);
      try (InputStream in = HostTools.class.getResourceAsStream(program + ".sh")) {
        if (in == null) {
          throw new IOException("the virtual rack lacks its own program " + program);
        }
        Files.write(file, in.readAllBytes());
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** The level that a GPIO line has, as gpioset of this rack writes it. */
  static Path level(Path root, GpioLine line) {
    return root.resolve("run/hil/gpio").resolve(line.chip()).resolve(Integer.toString(line.line()));
  }
}
