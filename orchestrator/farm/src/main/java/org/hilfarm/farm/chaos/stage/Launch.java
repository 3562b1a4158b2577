package org.hilfarm.farm.chaos.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.process.Command;

/**
 * Starts commands of the farm as {@code ./farm} does: in a Java like this one, with this one's
 * classes. They start often and live short, so the quick compiler is all they get.
 *
 * @param repository what they take for the repository
 */
record Launch(Path repository) {
  private static final String MAIN = "org.hilfarm.farm.Main";

  Command of(String command, String... arguments) {
    List<String> words =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx192m",
                    "-Xms16m",
                    "-Drepository.root=" + repository,
                    "-cp",
                    System.getProperty("java.class.path", ""),
                    MAIN,
                    command),
                Stream.of(arguments))
            .toList();
    return new Command(words, Map.of("ALLURE_NO_ANALYTICS", "true"), Optional.empty());
  }
}
