package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hilfarm.farm.compare.Candidate;
import org.hilfarm.farm.compare.Comparison;
import org.hilfarm.farm.compare.EmulatorVersion;
import org.hilfarm.farm.compare.Pair;
import org.hilfarm.farm.compare.Programme;
import org.hilfarm.farm.compare.judge.Findings;
import org.hilfarm.farm.compare.judge.KnownDifferences;
import org.hilfarm.farm.compare.page.About;
import org.hilfarm.farm.compare.page.ComparisonJson;
import org.hilfarm.farm.compare.page.Page;
import org.hilfarm.farm.compare.session.SessionFile;
import org.hilfarm.farm.demo.DemoFolder;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.model.script.Script;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "compare",
    description =
        "Lets a virtual and an emulated Pico do the same with the same firmware, and writes what"
            + " both said side by side. Or runs upstream's tests on a virtual board and with its"
            + " interpreter alone, and writes what differs and why.",
    footer = {
      "",
      "Examples:",
      "  ./farm compare --emulated firmware.uf2",
      "  ./farm compare --emulated firmware.uf2 --to /tmp/a.md i2c i2c/target_answers",
      "  ./farm compare --upstream ~/micropython/tests/basics",
      "",
      "--upstream runs the folder's tests on this machine, too: name one you trust.",
      "",
      "Exits with 0 when every difference is listed in board-configs/compare, 3 when one is not.",
      ExitCode.HELP
    })
final class CompareCommand extends Helpful implements Callable<Integer> {
  private static final String FOLDER = "board-configs/compare";
  private static final Path PAGE = Path.of("docs/virtual-vs-emulated.md");

  private final Scene scene;

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  private static final class What {
    @Option(
        names = "--emulated",
        required = true,
        paramLabel = "FIRMWARE.uf2",
        description = "CircuitPython for the raspberry_pi_pico.")
    private @Nullable Path firmware;

    @Option(
        names = "--upstream",
        required = true,
        paramLabel = "DIR",
        description = "A folder of MicroPython's or CircuitPython's own tests.")
    private @Nullable Path upstream;
  }

  @Mixin private EmulatorOptions emulator = new EmulatorOptions();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "Where the page is written (default: docs/virtual-vs-emulated.md, with --upstream"
              + " docs/upstream-vs-interpreter.md).")
  private @Nullable Path to;

  @Option(names = "--json", description = "Prints one JSON document, and writes the page too.")
  private boolean json;

  @Parameters(
      arity = "0..*",
      paramLabel = "SCRIPT",
      description =
          "Only these test scripts, and sessions of board-configs/compare (default: all).")
  private List<String> only = List.of();

  CompareCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    Path folder = what.upstream;
    return folder == null
        ? boards(Objects.requireNonNull(what.firmware))
        : new UpstreamCompared(scene, Optional.ofNullable(to), json).run(folder);
  }

  private int boards(Path firmware) throws Exception {
    Path repository = scene.place().repository();
    Configs configs = Configs.load(repository);
    Pair pair = Pair.of(configs);
    Candidate candidate = Candidate.read(firmware, pair.type());
    KnownDifferences known =
        KnownDifferences.read(repository.resolve(FOLDER).resolve("known-differences.json"));
    Programme programme = programme(configs, pair).only(only);
    VirtualRackOptions options = emulator.in(VirtualRackOptions.real());
    Findings findings = compare(configs, pair, options, new Work(candidate, programme, known));
    About about =
        new About(
            candidate.image(),
            LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC),
            options.emulator().map(EmulatorVersion::of).orElse("none"),
            leftOut(configs, pair, programme));
    return show(about, findings);
  }

  private record Work(Candidate candidate, Programme programme, KnownDifferences known) {}

  private Programme programme(Configs configs, Pair pair) throws IOException {
    return new Programme(
        SessionFile.all(scene.place().repository().resolve(FOLDER)),
        configs.scripts().values().stream().filter(s -> pair.whyNot(s).isEmpty()).toList());
  }

  private static List<String> leftOut(Configs configs, Pair pair, Programme programme) {
    List<String> sentences = new ArrayList<>();
    for (Script script : configs.scripts().values()) {
      if (!programme.scripts().contains(script)) {
        sentences.add("%s: %s".formatted(script.id(), pair.whyNot(script).orElse("not asked for")));
      }
    }
    return sentences.stream().sorted().toList();
  }

  private Findings compare(Configs configs, Pair pair, VirtualRackOptions options, Work work)
      throws Exception {
    Path data = Files.createDirectories(scene.place().data());
    try (DemoFolder folder = DemoFolder.make(data)) {
      return new Comparison(
              configs, pair, options, folder.path(), s -> scene.console().say(Plain.text(s)))
          .of(work.candidate(), work.programme(), work.known());
    }
  }

  private int show(About about, Findings findings) throws IOException {
    Path page = to == null ? scene.place().repository().resolve(PAGE) : to;
    Files.writeString(page, Page.of(about, findings));
    if (json) {
      scene.console().out().println(ComparisonJson.of(about, findings));
    } else {
      findings.items().forEach(i -> scene.console().out().println(i.name() + ": " + i.verdict()));
    }
    findings.unlisted().forEach(d -> scene.console().say("not listed: " + Plain.text(d.where())));
    scene.console().say("The page is " + page);
    return findings.unlisted().isEmpty() ? ExitCode.PASS : ExitCode.UNDECIDED;
  }
}
