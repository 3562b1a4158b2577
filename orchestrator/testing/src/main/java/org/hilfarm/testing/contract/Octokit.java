package org.hilfarm.testing.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.process.Tools;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's own descriptions as {@code ./farm setup} put them into the cache: of the REST API (npm
 * {@code @octokit/openapi}), of webhooks ({@code @octokit/webhooks-schemas}), and examples of these
 * ({@code @octokit/webhooks-examples}).
 *
 * @param folder in which they are
 */
public record Octokit(Path folder) {
  /** What to do where they are not there. */
  public static final String ADVICE =
      "GitHub's own descriptions are not set up, so nothing is held against them: run ./farm setup";

  /**
   * An example of a webhook.
   *
   * @param event for {@code X-GitHub-Event}
   * @param payload JSON
   */
  public record Example(String event, String payload) {}

  /** Those of this process' cache. */
  public static Optional<Octokit> here() {
    return in(Tools.cache(System.getenv(), Path.of(System.getProperty("user.home", "/"))));
  }

  /** Those of a cache. */
  public static Optional<Octokit> in(Path cache) {
    Octokit found = new Octokit(cache.resolve("tools/octokit"));
    return Stream.of(found.openApi(), found.webhooks(), found.examplesFile())
            .allMatch(Files::isReadable)
        ? Optional.of(found)
        : Optional.empty();
  }

  /** Whether a missing one is an error: where {@code CI} is set, tests must not be skipped. */
  public static boolean isRequired(Map<String, String> environment) {
    return "true".equals(environment.get("CI"));
  }

  Path openApi() {
    return folder.resolve("openapi/generated/api.github.com.json");
  }

  Path webhooks() {
    return folder.resolve("webhooks-schemas/schema.json");
  }

  private Path examplesFile() {
    return folder.resolve("webhooks-examples/api.github.com/index.json");
  }

  /** Every example of every event, about 300. */
  public List<Example> examples() {
    List<Example> all = new ArrayList<>();
    for (Object event : list(read(examplesFile()))) {
      Map<?, ?> known = map(event);
      for (Object example : list(known.get("examples"))) {
        all.add(new Example(String.valueOf(known.get("name")), Json.write(example)));
      }
    }
    return all;
  }

  static Object read(Path file) {
    try {
      return Json.read(Files.readAllBytes(file), Object.class);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read; run ./farm setup again", e);
    }
  }

  static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
