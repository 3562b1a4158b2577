package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Place;

/**
 * Where a command runs.
 *
 * @param console where it writes
 * @param place where the farm's files are
 * @param environment the process' environment
 */
record Scene(Console console, Place place, Map<String, String> environment) {
  private static final int USUAL_WIDTH = 80;

  /** This process' own. */
  static Scene here() {
    Map<String, String> environment = System.getenv();
    boolean terminal = isTerminal(2);
    boolean colour = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Scene(
        new Console(System.out, System.err, terminal, colour, width(environment)),
        Place.here(),
        environment);
  }

  /** Java's own answer needs a newer Java than the oldest the farm runs on. */
  static boolean isTerminal(int descriptor) {
    try {
      String target =
          Path.of("/proc/self/fd", Integer.toString(descriptor)).toRealPath().toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  private static int width(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9][0-9]{1,3}")
        ? Math.max(40, Integer.parseInt(columns))
        : USUAL_WIDTH;
  }
}
