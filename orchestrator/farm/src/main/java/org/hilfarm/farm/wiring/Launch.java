package org.hilfarm.farm.wiring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.process.Command;

/**
 * Starts commands of the farm as {@code ./farm} does: in a Java like this one, with this one's
 * classes.
 *
 * @param repository what they take for the repository
 * @param compiler what its compiler is told
 */
public record Launch(Path repository, List<String> compiler) {
  private static final String MAIN = "org.hilfarm.farm.Main";

  public Launch {
    compiler = List.copyOf(compiler);
  }

  /** As {@code ./farm} starts them. */
  public static Launch usual(Path repository) {
    return new Launch(repository, List.of());
  }

  /** For what starts often and lives short: the quick compiler is all they get. */
  public static Launch quick(Path repository) {
    return new Launch(repository, List.of("-XX:TieredStopAtLevel=1"));
  }

  /** A command of the farm. */
  public Command of(String command, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    words.addAll(compiler);
    words.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-Xmx192m",
            "-Xms16m",
            "-Drepository.root=" + repository,
            "-cp",
            System.getProperty("java.class.path", ""),
            MAIN,
            command));
    words.addAll(List.of(arguments));
    return new Command(words, Map.of("ALLURE_NO_ANALYTICS", "true"), Optional.empty());
  }
}
