package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hilfarm.farm.desk.DeskTest;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.config.ScriptHeader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    description = "Runs one script on one board on your desk, without a server.",
    footer = {
      "",
      "Example:",
      "  ./farm test test-scripts/heap/reload_keeps_heap.py --port /dev/ttyACM0",
      "",
      "Scripts that reset the board need a rack, whose ports can be switched.",
      ExitCode.HELP
    })
final class TestCommand extends Helpful implements Callable<Integer> {
  private static final int LARGEST = 1 << 20;

  private final Scene scene;

  @Parameters(arity = "1", paramLabel = "SCRIPT", description = "The script's file.")
  private Path script = Path.of("");

  @Option(
      names = "--port",
      required = true,
      paramLabel = "DEV",
      description = "The board's serial port.")
  private Path port = Path.of("");

  TestCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    Path library = scene.place().repository().resolve("test-scripts/lib/hil.py");
    DeskTest test = new DeskTest(read(), Files.readString(library), scene.console());
    Optional<String> rack = test.needsRack();
    if (rack.isPresent()) {
      scene.console().say(rack.get());
      return ExitCode.USAGE;
    }
    if (!Files.exists(port)) {
      scene.console().say(port + ": there is no such port; is the board plugged in?");
      return ExitCode.USAGE;
    }
    return switch (test.run(port)) {
      case PASSED -> ExitCode.PASS;
      case FAILED -> ExitCode.BLOCKED;
      case BROKEN -> ExitCode.UNDECIDED;
    };
  }

  private Script read() throws IOException, ConfigProblems {
    if (!Files.isRegularFile(script) || Files.size(script) > LARGEST) {
      throw new IllegalArgumentException(script + ": no script's file of at most 1 MiB");
    }
    String name = String.valueOf(script.getFileName()).replaceFirst("\\.py$", "");
    ScriptId id = new ScriptId(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_"));
    return ScriptHeader.parse(id, script.toString(), Files.readAllBytes(script));
  }
}
