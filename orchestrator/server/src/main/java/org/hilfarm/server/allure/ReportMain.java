package org.hilfarm.server.allure;

import io.qameta.allure.ConfigurationBuilder;
import io.qameta.allure.ReportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The child JVM's main class: results in, report out, then gone with all the memory it took. Its
 * caller sets {@code ALLURE_NO_ANALYTICS=true}; without it the generator would call a stranger.
 */
public final class ReportMain {
  private ReportMain() {}

  /**
   * Arguments: the results' folder, the report's folder, the report's name (which Allure's template
   * does not escape, so it must be harmless).
   */
  public static void main(String[] arguments) throws IOException {
    if (!"true".equals(System.getenv("ALLURE_NO_ANALYTICS"))) {
      throw new IllegalStateException("ALLURE_NO_ANALYTICS must be true: nothing is made without");
    }
    Path report = Path.of(arguments[1]);
    Path results = Path.of(arguments[0]);
    var configuration =
        ConfigurationBuilder.bundled()
            .withPlugins(List.of(Behaviours.in(results)))
            .withReportName(arguments[2])
            .build();
    new ReportGenerator(configuration).generate(report, List.of(results));
    withoutTracker(report.resolve("index.html"));
  }

  /** What is left of the tracker is an inline script, which the report's CSP would only block. */
  private static void withoutTracker(Path index) throws IOException {
    String html = Files.readString(index);
    Files.writeString(
        index, html.replaceAll("(?s)<script>\\s*window\\.dataLayer.*?</script>\\s*", ""));
  }
}
