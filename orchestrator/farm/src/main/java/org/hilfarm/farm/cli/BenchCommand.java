package org.hilfarm.farm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.hilfarm.farm.bench.Benchmark;
import org.hilfarm.farm.bench.Figure;
import org.hilfarm.farm.bench.Figures;
import org.hilfarm.farm.demo.DemoFolder;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description = "Measures the farm on six virtual boards, beside what it should reach.",
    footer = {
      "",
      "Examples:",
      "  ./farm bench",
      "  ./farm bench --runs 5 --json",
      "  ./farm bench --part at-once"
    })
final class BenchCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Option(
      names = "--runs",
      description =
          "Whole builds, single images of each type, and measurements of memory (default:"
              + " ${DEFAULT-VALUE}).")
  private int runs = 3;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description =
          "Only this part, one or more of ${COMPLETION-CANDIDATES}: from submission to board, what"
              + " flashing costs, memory, 200 boards that ask at once while 10,000 jobs wait, for"
              + " how long a killed agent's job and a hung board are away, every page of a farm"
              + " with 500 boards and 10,000 runs, and an Allure report of 10,000 results, made and"
              + " opened in Chromium.")
  private List<Benchmark.Part> parts = List.of(Benchmark.Part.values());

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  BenchCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    Configs configs = Configs.load(scene.place().repository());
    Path data = Files.createDirectories(scene.place().data());
    try (DemoFolder folder = DemoFolder.make(data)) {
      List<Figure> figures =
          new Benchmark(
                  configs,
                  folder.path(),
                  scene.place().repository().resolve("farm"),
                  scene.console())
              .measure(EnumSet.copyOf(parts), Math.clamp(runs, 1, 100));
      if (json) {
        scene.console().out().println(Json.pretty(Figures.json(figures)));
      } else {
        Figures.table(figures)
            .lines(scene.console().width())
            .forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }
}
