package org.hilfarm.farm.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hilfarm.agent.enrol.SignIn;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.farm.doctor.Doctor;
import org.hilfarm.farm.doctor.FarmReach;
import org.hilfarm.farm.doctor.Finding;
import org.hilfarm.farm.doctor.Host;
import org.hilfarm.farm.show.Table;
import org.hilfarm.farm.wiring.Agent;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.process.Tools;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description =
        "Looks a rack's host over and says what it lacks, each with what mends it. Changes"
            + " nothing.",
    footer = {
      "",
      "Examples:",
      "  ./farm doctor",
      "  ./farm doctor --rack bench --server https://farm.example.org",
      "  ./farm doctor --rack demo --root /tmp/rack --json",
      "",
      "Exit codes: 0 all is well or only doubtful, 2 usage or bad input, 3 something is bad,"
          + " 130 cancelled."
    })
final class DoctorCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Option(
      names = "--rack",
      description = "Its name in board-configs/racks, or its file: its slots are looked at, too.")
  private @Nullable String rackOrFile;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The folder of a virtual rack (default: ${DEFAULT-VALUE}, this machine).")
  private Path root = Path.of("/");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the agent keeps images, undelivered reports and its key.")
  private @Nullable Path data;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Whether this orchestrator answers and takes this host's key.")
  private @Nullable URI server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "What the agent signs in with, where it has no key of its own yet.")
  private @Nullable Path tokenFile;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  DoctorCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    Path repository = scene.place().repository();
    Configs configs = Configs.load(repository);
    Optional<Rack> rack = rack(repository, configs);
    Path folder = data != null ? data : folder(rack);
    Host host = new Host(root.toAbsolutePath().normalize(), folder, rack, Tools.here());
    Doctor doctor = new Doctor(configs.types(), InstantSource.system(), farm(folder));
    List<Finding> found = doctor.look(host);
    show(found);
    boolean bad = found.stream().anyMatch(f -> f.state() == Finding.State.BAD);
    return bad ? ExitCode.UNDECIDED : ExitCode.PASS;
  }

  private Optional<Rack> rack(Path repository, Configs configs) throws Exception {
    if (rackOrFile == null) {
      return Optional.empty();
    }
    if (!rackOrFile.endsWith(".yaml")) {
      return Optional.of(Agent.rack(configs, new RackId(rackOrFile)));
    }
    Path file = Path.of(rackOrFile);
    return Optional.of(Agent.rack(configs.withRack(repository, file), Configs.nameIn(file)));
  }

  private Path folder(Optional<Rack> rack) {
    Path agents = scene.place().data().resolve("agents");
    return rack.map(r -> agents.resolve(r.id().value())).orElse(agents);
  }

  private Optional<FarmReach> farm(Path folder) throws IOException {
    if (server == null) {
      return Optional.empty();
    }
    Optional<BearerToken> key = SignIn.kept(folder);
    if (key.isEmpty() && tokenFile != null) {
      key = Optional.of(BearerToken.read(tokenFile));
    }
    return Optional.of(new FarmReach(server, key));
  }

  private void show(List<Finding> found) {
    if (json) {
      scene.console().out().println(Json.pretty(Map.of("findings", found)));
      return;
    }
    Table table = new Table("CHECK", "STATE", "SEEN", "WHAT TO DO");
    found.forEach(
        f ->
            table.row(
                List.of(f.check(), f.state().name().toLowerCase(Locale.ROOT), f.said(), f.fix())));
    table.lines(scene.console().width()).forEach(scene.console().out()::println);
  }
}
