package org.hilfarm.farm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.client.BadBuildException;
import org.hilfarm.farm.show.Console;
import org.hilfarm.model.board.RackId;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.wire.config.Configs;

/** Measures the farm on six virtual boards, and its orchestrator, one part after the other. */
public final class Benchmark {
  static final RackId RACK = new RackId("demo");

  /** How much faster than the wall's the boards' time runs. */
  static final double SPEED = 10;

  private final Configs configs;
  private final Path folder;
  private final Path farm;
  private final Console console;

  /**
   * @param folder empty, to work in
   * @param farm the launcher, for what is measured in processes of its own
   */
  public Benchmark(Configs configs, Path folder, Path farm, Console console) {
    this.configs = configs;
    this.folder = folder;
    this.farm = farm;
    this.console = console;
  }

  /** What can be measured alone. */
  public enum Part {
    LATENCIES,
    FLASH,
    RESIDENTS,
    AT_ONCE,
    FAILURES,
    PAGES,
    REPORT;

    /** As it is said on a command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Measures.
   *
   * @param parts which
   * @param runs how many whole builds, and as many times six single images before them; memory is
   *     measured as often
   */
  public List<Figure> measure(Set<Part> parts, int runs)
      throws IOException,
          ToolMissingException,
          RefusedException,
          BadBuildException,
          InterruptedException {
    List<Figure> figures = new ArrayList<>();
    for (Part part : EnumSet.copyOf(parts)) {
      add(figures, measure(part, inner(part.toString()), runs));
    }
    return figures;
  }

  private List<Figure> measure(Part part, Path folder, int runs)
      throws IOException,
          ToolMissingException,
          RefusedException,
          BadBuildException,
          InterruptedException {
    return switch (part) {
      case LATENCIES -> new Latencies(configs, folder, console).measure(runs);
      case FLASH -> new FlashCost(configs, folder, console).measure();
      case RESIDENTS -> residents(folder, runs);
      case AT_ONCE -> new AtOnce(configs, folder, farm, console).measure();
      case FAILURES -> new Failures(configs, folder, farm, console).measure();
      case PAGES -> new LargePages(configs, folder, farm, console).measure();
      case REPORT -> new LargeReport(folder, farm, console).measure();
    };
  }

  /** In new processes each time: the kernel's peak is that of a whole life. */
  private List<Figure> residents(Path inner, int runs)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    Residents residents = new Residents(configs, farm, console);
    for (int run = 0; run < runs; run++) {
      residents.measure(Files.createDirectories(inner.resolve("run-" + run)));
    }
    return residents.figures();
  }

  /** Says them at once, too: a part that fails later must not take these away. */
  private void add(List<Figure> all, List<Figure> some) {
    Figures.lines(some).forEach(console::say);
    all.addAll(some);
  }

  private Path inner(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }
}
