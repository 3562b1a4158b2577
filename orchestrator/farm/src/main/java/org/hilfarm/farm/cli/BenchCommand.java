package org.hilfarm.farm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hilfarm.farm.bench.Benchmark;
import org.hilfarm.farm.bench.Figure;
import org.hilfarm.farm.demo.DemoFolder;
import org.hilfarm.farm.show.Table;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description = "Measures the farm on six virtual boards, beside what it should reach.",
    footer = {"", "Examples:", "  ./farm bench", "  ./farm bench --runs 5 --json"})
final class BenchCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Option(
      names = "--runs",
      description = "Whole builds, and single images of each type (default: ${DEFAULT-VALUE}).")
  private int runs = 2;

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
              .measure(Math.clamp(runs, 1, 100));
      if (json) {
        scene.console().out().println(Json.pretty(Map.of("figures", figures)));
      } else {
        table(figures).lines(scene.console().width()).forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }

  private static Table table(List<Figure> figures) {
    Table table = new Table("what", "aim", "measured", "ratio", "reached");
    figures.forEach(
        f ->
            table.row(
                List.of(
                    f.what(),
                    number(f.aim()) + " " + f.unit(),
                    number(f.measured()) + " " + f.unit() + " (n=" + f.samples() + ")",
                    String.format(Locale.ROOT, "%.2f", f.ratio()),
                    f.reached() ? "yes" : "no")));
    return table;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
