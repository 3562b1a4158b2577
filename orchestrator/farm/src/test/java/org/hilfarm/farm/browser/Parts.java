package org.hilfarm.farm.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/**
 * What the tests in a browser are made of, as {@code ./farm setup} finds it.
 *
 * @param chromium the browser
 * @param node what Playwright's other half runs on
 * @param driver where that half is, in its folder {@code package}
 * @param axe what finds pages that keep people out
 */
record Parts(Path chromium, Path node, Path driver, Path axe) {
  /** What to do where they are not there. */
  static final String ADVICE =
      "the tests in a browser need Chromium, Playwright and Node 20 or newer: run ./farm setup";

  private static final List<String> NAMES =
      List.of("chromium", "google-chrome", "chromium-browser");
  private static final Pattern PROOF = Pattern.compile("(Chromium|Chrome) [0-9]");

  /** Those of this machine; empty where one is missing. */
  static Optional<Parts> here() throws Exception {
    Path cache = Tools.cache(System.getenv(), Path.of(System.getProperty("user.home", "/")));
    Path set = cache.resolve("tools/browser");
    Path axe = set.resolve("axe-core/axe.min.js");
    Optional<Path> node = found("node");
    Optional<Path> chromium = chromium(System.getenv());
    if (node.isEmpty() || chromium.isEmpty() || !Files.isReadable(axe)) {
      return Optional.empty();
    }
    return Optional.of(new Parts(chromium.get(), node.get(), set, axe));
  }

  private static Optional<Path> chromium(Map<String, String> environment) throws Exception {
    String named = environment.getOrDefault("HIL_FARM_CHROMIUM", "");
    Stream<Path> candidates =
        named.isBlank()
            ? NAMES.stream().flatMap(n -> found(n).stream())
            : Stream.of(Path.of(named)).filter(Files::isExecutable);
    for (Path candidate : candidates.toList()) {
      if (runs(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Some systems have one that only asks for another package. */
  private static boolean runs(Path chromium) throws Exception {
    Command version = Command.of(chromium, "--version");
    Ending ending =
        Child.run("chromium", version, line -> {}, Deadline.after(Duration.ofSeconds(20)));
    return ending instanceof Ending.Exited said && PROOF.matcher(said.output()).find();
  }

  private static Optional<Path> found(String tool) {
    try {
      return Optional.of(Tools.here().find(tool));
    } catch (ToolMissingException e) {
      return Optional.empty();
    }
  }
}
