package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hilfarm.farm.desk.Desk;
import org.hilfarm.farm.desk.DeskResult;
import org.hilfarm.farm.desk.DeskRun;
import org.hilfarm.farm.desk.DeskWiring;
import org.hilfarm.farm.show.DeskJson;
import org.hilfarm.farm.show.DeskText;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.config.ScriptHeader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    description =
        "Runs one script, or a folder of MicroPython's or CircuitPython's own tests (foo.py with"
            + " foo.py.exp beside it), on one board on your desk, without a server and with the"
            + " firmware the board has.",
    footer = {
      "",
      "Examples:",
      "  ./farm test watchdog/reset_bites --port /dev/ttyACM0",
      "  ./farm test test-scripts/i2c/target_answers.py --port /dev/ttyACM0 \\",
      "      --i2c 0x76:0xd0:0x58",
      "  ./farm test ~/circuitpython/tests/basics --port /dev/ttyACM0",
      "",
      "Where the board's port cannot switch power, microcontroller.reset() stands in for a power"
          + " cycle, and the list of starts says so.",
      ExitCode.HELP
    })
final class TestCommand extends Helpful implements Callable<Integer> {
  private static final int LARGEST = 1 << 20;

  private final Scene scene;

  @Parameters(
      arity = "1",
      paramLabel = "SCRIPT|DIR",
      description = "Its file, or its name below test-scripts; or a folder of upstream tests.")
  private Path script = Path.of("");

  @Option(
      names = "--port",
      required = true,
      paramLabel = "DEV",
      description = "The board's serial port.")
  private Path port = Path.of("");

  @Option(
      names = "--board",
      paramLabel = "BOARD_ID",
      description = "Its type, where its USB id does not tell.")
  private @Nullable BoardTypeId board;

  @Option(
      names = "--slot-ability",
      split = ",",
      paramLabel = "ABILITY",
      description = "What the wiring adds, for scripts that need it.")
  private List<Ability> abilities = List.of();

  @Option(
      names = "--i2c",
      paramLabel = "ADDRESS:REGISTER:VALUE",
      description = "A device on the board's I2C bus, and what a register of it holds.")
  private @Nullable I2cTarget i2c;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  TestCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    if (Files.isDirectory(script)) {
      return new FolderOfTests(scene.console(), json).run(script, desk(configs()));
    }
    Script wanted = read();
    Configs configs = configs();
    Desk desk = desk(configs);
    desk.mustSatisfy(wanted);
    DeskRun run =
        new DeskRun(desk, configs.library(), said -> scene.console().say(Plain.text(said)));
    return show(run.run(wanted, new Random().nextLong()));
  }

  private Configs configs() throws ConfigProblems {
    return Configs.load(scene.place().repository());
  }

  private Desk desk(Configs configs) {
    DeskWiring wiring = new DeskWiring(Set.copyOf(abilities), Optional.ofNullable(i2c));
    return Desk.at(port, Optional.ofNullable(board), wiring, configs);
  }

  private int show(DeskResult result) {
    if (json) {
      scene.console().out().println(DeskJson.of(result));
    } else {
      DeskText.lines(result, scene.console().width()).forEach(scene.console().out()::println);
    }
    if (result.passed()) {
      return ExitCode.PASS;
    }
    return result.firmwareAtFault() ? ExitCode.BLOCKED : ExitCode.UNDECIDED;
  }

  private Script read() throws IOException, ConfigProblems {
    Path scripts = scene.place().repository().resolve("test-scripts").toAbsolutePath().normalize();
    Path file = file(scripts);
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new IllegalArgumentException(
          "%s: it has %d bytes; a script has at most %d".formatted(script, size, LARGEST));
    }
    return ScriptHeader.parse(id(file, scripts), file.toString(), Files.readAllBytes(file));
  }

  private Path file(Path scripts) {
    Path named = scripts.resolve(script + ".py").normalize();
    if (Files.isRegularFile(script)) {
      return script.toAbsolutePath().normalize();
    }
    if (named.startsWith(scripts) && Files.isRegularFile(named)) {
      return named;
    }
    throw new IllegalArgumentException(
        "%s: no such script: name a file, or one below %s, such as watchdog/reset_bites"
            .formatted(script, scripts));
  }

  /** Its path below test-scripts, else its own name. */
  private static ScriptId id(Path file, Path scripts) {
    Path named = file.startsWith(scripts) ? scripts.relativize(file) : file.getFileName();
    String name = String.valueOf(named).replaceFirst("\\.py$", "");
    return new ScriptId(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_/]", "_"));
  }
}
