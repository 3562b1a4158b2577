package org.hilfarm.server.allure;

import io.qameta.allure.ConfigurationBuilder;
import io.qameta.allure.ReportGenerator;
import java.nio.file.Path;
import java.util.List;

/**
 * The child JVM's main class: results in, report out, then gone with all the memory it took. Its
 * caller sets {@code ALLURE_NO_ANALYTICS=true}; without it the generator would call a stranger.
 */
public final class ReportMain {
  private ReportMain() {}

  /** Arguments: the results' folder, the report's folder, the report's name. */
  public static void main(String[] arguments) {
    if (!"true".equals(System.getenv("ALLURE_NO_ANALYTICS"))) {
      throw new IllegalStateException("ALLURE_NO_ANALYTICS must be true: nothing is made without");
    }
    var configuration = ConfigurationBuilder.bundled().withReportName(arguments[2]).build();
    new ReportGenerator(configuration)
        .generate(Path.of(arguments[1]), List.of(Path.of(arguments[0])));
  }
}
