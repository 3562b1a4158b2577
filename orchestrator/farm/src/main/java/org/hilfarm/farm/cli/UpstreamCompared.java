package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.farm.compare.page.UpstreamPage;
import org.hilfarm.farm.compare.upstream.Causes;
import org.hilfarm.farm.compare.upstream.Compared;
import org.hilfarm.farm.compare.upstream.UpstreamComparison;
import org.hilfarm.farm.demo.DemoFolder;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.script.Script;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.upstream.UpstreamFolder;

/** What {@code ./farm compare --upstream DIR} does. */
final class UpstreamCompared {
  private static final RackId RACK = new RackId("demo");
  private static final Path CAUSES = Path.of("board-configs/compare/upstream-causes.json");
  private static final Path PAGE = Path.of("docs/upstream-vs-interpreter.md");

  private final Scene scene;
  private final Optional<Path> to;
  private final boolean json;

  UpstreamCompared(Scene scene, Optional<Path> to, boolean json) {
    this.scene = scene;
    this.to = to;
    this.json = json;
  }

  /** Compares and writes the page; the exit code. */
  int run(Path folder)
      throws IOException, ConfigProblems, ToolMissingException, InterruptedException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + ": there is no such folder of upstream tests");
    }
    List<Script> tests = UpstreamFolder.read(folder);
    Path repository = scene.place().repository();
    Causes causes = Causes.read(repository.resolve(CAUSES));
    Configs configs = Configs.load(repository);
    Compared compared = compare(configs, tests, causes);
    Path page = to.orElse(repository.resolve(PAGE));
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    Files.writeString(page, UpstreamPage.of(compared, today));
    return show(compared, page);
  }

  private Compared compare(Configs configs, List<Script> tests, Causes causes)
      throws IOException, ToolMissingException, InterruptedException {
    Path data = Files.createDirectories(scene.place().data());
    try (DemoFolder folder = DemoFolder.make(data)) {
      return new UpstreamComparison(configs, slot(configs), folder.path(), this::say)
          .of(tests, causes);
    }
  }

  /** The first board of the demonstration: its type has the most heap. */
  private static Slot slot(Configs configs) {
    Rack rack = configs.racks().get(RACK);
    if (rack == null || rack.slots().isEmpty()) {
      throw new IllegalArgumentException(
          "board-configs/racks/%s.yaml must describe a slot".formatted(RACK));
    }
    return rack.slots().getFirst();
  }

  private int show(Compared compared, Path page) {
    int same = compared.pairs().size() - compared.differing().size();
    if (json) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("tests", compared.pairs().size());
      out.put("same", same);
      out.put("listed", compared.differing().size() - compared.unlisted().size());
      out.put("unlisted", compared.unlisted());
      scene.console().out().println(Json.pretty(out));
    } else {
      scene
          .console()
          .out()
          .printf(
              "%d tests: %d the same, %d differ for listed causes, %d are not listed%n",
              compared.pairs().size(),
              same,
              compared.differing().size() - compared.unlisted().size(),
              compared.unlisted().size());
    }
    compared
        .unlisted()
        .forEach(p -> say("not listed: %s: %s".formatted(p.path(), p.board().line())));
    say("The page is " + page);
    return compared.unlisted().isEmpty() ? ExitCode.PASS : ExitCode.UNDECIDED;
  }

  private void say(String sentence) {
    scene.console().say(Plain.text(sentence));
  }
}
