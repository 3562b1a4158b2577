package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hilfarm.farm.commission.Consent;
import org.hilfarm.farm.commission.HostWalk;
import org.hilfarm.farm.commission.RackFileSpot;
import org.hilfarm.farm.commission.WalkText;
import org.hilfarm.farm.commission.Walked;
import org.hilfarm.farm.wiring.Agent;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.process.Tools;
import org.hilfarm.server.intake.Intake;
import org.hilfarm.server.intake.Intaken;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "enrol",
    description = {
      "Walks a new host: switches each port that holds a board of board-configs/types, sees"
          + " whether the board leaves, comes back with its serial and says that it started from"
          + " power, writes the rack file of the ports that did well, and runs suite smoke there.",
      "No other port is switched: no hub, keyboard, network adapter or drive in use."
    },
    footer = {
      "",
      "Examples:",
      "  ./farm rack enrol bench",
      "  ./farm rack enrol bench --wiring wired/bench.yaml --force --yes",
      "  ./farm rack enrol bench --baseline ~/Downloads/circuitpython-10.0.3",
      "  ./farm rack enrol demo --root /tmp/rack --file /tmp/demo.yaml --yes",
      "",
      "Exit codes: 0 every board found is a slot and did well, 2 usage or bad input, 3 some is"
          + " not, 130 cancelled."
    })
final class RackEnrolCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Parameters(arity = "1", paramLabel = "RACK", description = "The new rack's name.")
  private RackId rack = new RackId("new");

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The folder of a virtual rack (default: ${DEFAULT-VALUE}, this machine).")
  private Path root = Path.of("/");

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "What is written (default: board-configs/racks/RACK.yaml).")
  private @Nullable Path file;

  @Option(names = "--force", description = "Replaces a rack file that is there.")
  private boolean force;

  @Option(
      names = "--wiring",
      paramLabel = "FILE",
      description = "A rack file, RACK.yaml, that says what is wired to which port: tried, too.")
  private @Nullable Path wiring;

  @Option(
      names = "--baseline",
      paramLabel = "DIR|FILE",
      description = "A good build, which is flashed first; otherwise boards keep what they run.")
  private @Nullable Path baseline;

  @Option(names = "--no-smoke", description = "Ends once the file is written.")
  private boolean noSmoke;

  @Option(names = "--yes", description = "Switches each board's port without asking.")
  private boolean yes;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  RackEnrolCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    Walked walked = new HostWalk(setting(), consent(), scene.console()::say).walk();
    if (json) {
      scene.console().out().println(Json.pretty(WalkText.values(walked)));
    } else {
      WalkText.lines(walked, scene.console().width()).forEach(scene.console().out()::println);
    }
    return walked.good() ? ExitCode.PASS : ExitCode.UNDECIDED;
  }

  private HostWalk.Setting setting() throws Exception {
    Path repository = scene.place().repository();
    Path usual = repository.resolve("board-configs/racks").resolve(rack + ".yaml");
    RackFileSpot spot = RackFileSpot.of(file != null ? file : usual, rack, force);
    Configs configs = Configs.load(repository);
    Optional<Rack> wired =
        wiring == null
            ? Optional.empty()
            : Optional.of(Agent.rack(configs.withRack(repository, wiring), Configs.nameIn(wiring)));
    Optional<Intaken> good =
        baseline == null ? Optional.empty() : Optional.of(Intake.read(baseline, configs.types()));
    return new HostWalk.Setting(
        rack,
        root.toAbsolutePath().normalize(),
        configs,
        wired,
        spot,
        good,
        !noSmoke,
        Tools.here());
  }

  private Consent consent() {
    if (yes) {
      return question -> true;
    }
    BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    return question -> {
      scene.console().say(question + " [y/N]");
      try {
        @Nullable String answer = answers.readLine();
        return answer != null && answer.strip().equalsIgnoreCase("y");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
