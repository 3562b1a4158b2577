package org.hilfarm.farm.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.farm.show.Console;
import org.hilfarm.server.allure.AllureReports;
import org.hilfarm.server.allure.ReportFailedException;
import org.hilfarm.server.allure.ReportLimits;
import org.hilfarm.time.Deadline;

/**
 * How long it takes to make an Allure report of ten thousand results, and to open it in a real
 * browser that has nothing of it yet.
 */
final class LargeReport {
  private static final int RESULTS = 10_000;
  private static final int TIMES = 11;
  private static final double MADE_WITHIN_S = 32;
  private static final double OPEN_WITHIN_MS = 2_000;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Path folder;
  private final Path farm;
  private final Console console;

  LargeReport(Path folder, Path farm, Console console) {
    this.folder = folder;
    this.farm = farm;
    this.console = console;
  }

  /**
   * A part of the report.
   *
   * @param address behind the report's own
   * @param shown what is there once it is
   */
  private record Part(String what, String address, String shown) {}

  List<Figure> measure() throws IOException, InterruptedException {
    console.say("a report of %,d results".formatted(RESULTS));
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.median(
            "making a report of %,d results".formatted(RESULTS), "s", MADE_WITHIN_S, made()));
    List<Part> parts =
        List.of(
            new Part(
                "its overview", "", ".widget_environment, .environment-widget, .widget__table"),
            new Part("its suites", "#suites", ".node__title"),
            new Part("its subjects", "#behaviours", ".node__title"),
            new Part("its categories", "#categories", ".node__title"));
    Optional<Path> chromium = BenchBrowser.find();
    if (chromium.isEmpty()) {
      console.say("no Chromium is here: how long a report takes to open is not measured");
    }
    for (Part part : parts) {
      figures.add(opened(part, chromium));
    }
    return figures;
  }

  private List<Double> made() throws IOException, InterruptedException {
    LargeRun run = LargeRun.of(RESULTS);
    AllureReports reports =
        new AllureReports(folder, ReportLimits.standard(), InstantSource.system());
    long began = System.nanoTime();
    try {
      AllureReports.Made unused =
          reports.publish(
              new AllureReports.Source(run.finished(), run::bytes, Optional.empty()),
              Deadline.after(LONGEST));
    } catch (ReportFailedException e) {
      throw new IOException(e.getMessage(), e);
    }
    return List.of((System.nanoTime() - began) / 1e9);
  }

  private Figure opened(Part part, Optional<Path> chromium)
      throws IOException, InterruptedException {
    String what = "opening a report of %,d results, %s".formatted(RESULTS, part.what());
    List<Double> millis = new ArrayList<>();
    if (chromium.isPresent()) {
      console.say("%s, %d times".formatted(what, TIMES));
      try (FarmProcess server =
              FarmProcess.start(farm, "serve", "--data", folder.toString(), "--port", "0");
          BenchBrowser browser = BenchBrowser.start(chromium.get(), folder.resolve("browser"))) {
        URI report = URI.create(server.firstLine() + "/reports/" + LargeRun.ID + "/");
        for (int time = 0; time < TIMES; time++) {
          millis.add(browser.open(report + part.address(), part.shown()));
        }
      }
    }
    return Figure.median(what, "ms", OPEN_WITHIN_MS, millis);
  }
}
