package org.hilfarm.farm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.demo.Demonstration;
import org.hilfarm.farm.demo.EmulatedDemonstration;
import org.hilfarm.farm.demo.GitHubDemonstration;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.show.DemoText;
import org.hilfarm.farm.show.ResultsTable;
import org.hilfarm.farm.show.RunJson;
import org.hilfarm.farm.show.VerdictText;
import org.hilfarm.testing.github.net.Watcher;
import org.hilfarm.virtual.demo.Symptom;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.RunView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description =
        "Shows the whole farm on six virtual boards: a good build and a regressed one, side by"
            + " side.",
    footer = {
      "",
      "Examples:",
      "  ./farm demo",
      "  ./farm demo --once --json > demo.json",
      "  ./farm demo --symptom heap-leaks",
      "  ./farm demo --emulated firmware.uf2",
      "  ./farm demo --github",
      "",
      "Exits with 0 when the good build is mergeable and the regressed one is blocked; with"
          + " --emulated as submit --wait does; with --github when the member's pull request may be"
          + " merged and the newcomer's may not."
    })
final class DemoCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Option(names = "--once", description = "Exits when both verdicts are there.")
  private boolean once;

  @Option(names = "--seed", description = "Fixes every random choice (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--speed",
      paramLabel = "RATE",
      description =
          "How much faster than the wall's the boards' time runs (default: ${DEFAULT-VALUE}).")
  private double speed = 10;

  @Option(
      names = "--symptom",
      paramLabel = "NAME",
      converter = SymptomName.class,
      description =
          "Plants only this into the regressed build and runs only its script; docs/symptoms.md"
              + " lists them.")
  private @Nullable Symptom symptom;

  @Option(
      names = "--emulated",
      paramLabel = "FIRMWARE.uf2",
      description =
          "Runs this real firmware, a CircuitPython or MicroPython for the Raspberry Pi Pico, on"
              + " emulated boards instead.")
  private @Nullable Path firmware;

  @Option(
      names = "--github",
      description =
          "Plays two pull requests on a GitHub of this process, with their pages, webhooks, builds,"
              + " an approval and checks.")
  private boolean gitHub;

  @Mixin private EmulatorOptions emulator = new EmulatorOptions();

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  DemoCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    Configs configs = Configs.load(scene.place().repository());
    if (gitHub && (firmware != null || symptom != null)) {
      throw new IllegalArgumentException(
          "--github plays builds of its own: say it without --emulated and --symptom");
    }
    if (gitHub) {
      return pullRequests(configs);
    }
    return firmware == null ? virtual(configs) : emulated(configs, firmware);
  }

  private int pullRequests(Configs configs) throws Exception {
    try (GitHubDemonstration demo =
        GitHubDemonstration.start(
            configs,
            scene.place().data(),
            new GitHubDemonstration.Choices(seed, speed, Watcher.none()),
            scene.console())) {
      List<GitHubDemonstration.Told> told = demo.run();
      if (json) {
        scene.console().out().println(Json.pretty(told));
      } else {
        told.forEach(t -> scene.console().out().println(t.words()));
        scene.console().out().println("dashboard: " + demo.url());
        scene.console().out().println("the played GitHub: " + demo.gitHubUrl());
      }
      demo.addButtons();
      serve();
      return exitCodeOf(told);
    }
  }

  private static int exitCodeOf(List<GitHubDemonstration.Told> told) {
    List<String> conclusions = told.stream().map(GitHubDemonstration.Told::conclusion).toList();
    if (conclusions.equals(List.of("success", "failure"))) {
      return ExitCode.PASS;
    }
    return conclusions.contains("none") ? ExitCode.TIMED_OUT : ExitCode.BLOCKED;
  }

  private int virtual(Configs configs) throws Exception {
    try (Demonstration demo =
        Demonstration.start(
            configs,
            scene.place().data(),
            new Demonstration.Choices(seed, speed, Optional.ofNullable(symptom)),
            scene.console())) {
      List<RunView> runs = demo.run();
      show(demo.url(), runs);
      serve();
      return exitCode(runs);
    }
  }

  private int emulated(Configs configs, Path uf2) throws Exception {
    List<BuildFiles.Named> files = BuildFiles.in(List.of(uf2));
    VirtualRackOptions boards = emulator.in(VirtualRackOptions.real());
    try (EmulatedDemonstration demo =
        EmulatedDemonstration.start(configs, scene.place().data(), boards, scene.console())) {
      RunView run = demo.run(String.valueOf(uf2.getFileName()), files);
      show(demo.url(), List.of(run));
      serve();
      return ExitCode.of(run.verdict());
    }
  }

  private boolean stays() {
    return !once && scene.console().live();
  }

  private void serve() throws InterruptedException {
    if (stays()) {
      scene.console().say("Serving until Ctrl-C.");
      new CountDownLatch(1).await();
    }
  }

  private void show(String url, List<RunView> runs) {
    Console console = scene.console();
    if (json) {
      console.out().println(RunJson.runs(runs));
      return;
    }
    ResultsTable.lines(runs, console.width()).forEach(console.out()::println);
    for (RunView run : runs) {
      console.out().println();
      VerdictText.lines(run, console.width()).forEach(console.out()::println);
    }
    console.out().println();
    if (stays()) {
      console.out().println("dashboard: " + url);
    } else {
      DemoText.afterwards(runs).forEach(console.out()::println);
    }
  }

  private static int exitCode(List<RunView> runs) {
    String verdicts = runs.stream().map(r -> r.verdict().orElse("none")).toList().toString();
    return switch (verdicts) {
      case "[mergeable, blocked]" -> ExitCode.PASS;
      default ->
          verdicts.contains("none")
              ? ExitCode.TIMED_OUT
              : verdicts.contains("undecided") ? ExitCode.UNDECIDED : ExitCode.BLOCKED;
    };
  }
}
