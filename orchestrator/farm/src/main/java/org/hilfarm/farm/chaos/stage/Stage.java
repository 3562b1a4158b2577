package org.hilfarm.farm.chaos.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hilfarm.farm.chaos.plan.Ground;
import org.hilfarm.farm.wiring.Agent;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.farm.wiring.Launch;
import org.hilfarm.farm.wiring.Opened;
import org.hilfarm.model.board.RackId;
import org.hilfarm.process.Command;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.server.postgres.Inquiry;
import org.hilfarm.server.postgres.Witness;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.config.Configs;

/**
 * A whole farm to be struck, in a folder: its processes, its racks, and the network between. The
 * boards are played by this process: nobody kills a board. Closing it ends all of it.
 */
public final class Stage implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Opened opened = new Opened();
  private final Path folder;
  private final Configs configs;
  private final PostgresUnit postgres;
  private final Inquiry inquiry;
  private final Map<String, VirtualRack> racks = new LinkedHashMap<>();
  private final Map<String, Unit> orchestrators = new LinkedHashMap<>();
  private final Map<String, Unit> agents = new LinkedHashMap<>();
  private final Map<String, Wire> wires = new LinkedHashMap<>();
  private final Map<String, URI> addresses = new LinkedHashMap<>();
  private final Witness witness;
  private final Writers writers;

  /**
   * How it is set up.
   *
   * @param folder empty
   * @param repository whose board types and scripts are used
   * @param lease how long a lease lasts
   * @param speed how much faster than the wall's the boards' time runs
   */
  public record Settings(Path folder, Path repository, Duration lease, double speed) {}

  /** Starts everything; returns once all boards are ready. */
  public Stage(Settings settings)
      throws IOException, ToolMissingException, ConfigProblems, InterruptedException {
    this.folder = settings.folder();
    Files.createDirectories(folder.resolve("logs"));
    try {
      Path papers = Papers.write(folder.resolve("repository"), settings.repository());
      this.configs = Configs.load(papers);
      for (String rack : Ground.racks()) {
        racks.put(rack, opened.add(boards(rack, settings.speed())));
      }
      this.postgres = opened.add(new PostgresUnit(folder.resolve("postgres")));
      this.inquiry = new Inquiry(postgres.url());
      Launch launch = Launch.quick(papers);
      for (String name : Ground.orchestrators()) {
        startOrchestrator(launch, name, settings.lease());
      }
      await("both orchestrators' tables", this::tablesAreThere);
      this.witness = Witness.watch(postgres.url());
      witness.started();
      Upstreams upstreams = opened.add(new Upstreams(List.copyOf(addresses.values())));
      for (String rack : Ground.racks()) {
        Wire wire = opened.add(new Wire(rack, upstreams));
        wires.put(rack, wire);
        startAgent(launch, rack, wire);
      }
      this.writers = opened.add(new Writers(this::agentsLives, racksRoots()));
      await("24 boards to be ready", () -> inquiry.ready() == Ground.seats().size());
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private VirtualRack boards(String name, double speed) throws IOException, ToolMissingException {
    return Boards.start(
        folder.resolve(name),
        Agent.rack(configs, new RackId(name)),
        configs,
        VirtualRackOptions.real().withRate(speed));
  }

  private void startOrchestrator(Launch launch, String name, Duration lease) throws IOException {
    int port = freePort();
    addresses.put(name, URI.create("http://127.0.0.1:" + port));
    orchestrators.put(
        name,
        unit(
            name,
            launch.of(
                "serve",
                "--data",
                folder.resolve(name).toString(),
                "--port",
                Integer.toString(port),
                "--db",
                postgres.url(),
                "--lease",
                Long.toString(lease.toSeconds()))));
  }

  private void startAgent(Launch launch, String rack, Wire wire) throws IOException {
    agents.put(
        rack,
        unit(
            "agent-of-" + rack,
            launch.of(
                "agent",
                "--rack",
                rack,
                "--root",
                folder.resolve(rack).toString(),
                "--server",
                wire.address().toString(),
                "--token-file",
                token("rack").toString(),
                "--data",
                folder.resolve("agent-of-" + rack).toString())));
  }

  private Set<Long> agentsLives() {
    return agents.values().stream()
        .flatMap(agent -> agent.lives().stream())
        .collect(Collectors.toSet());
  }

  private List<Path> racksRoots() {
    return racks.values().stream().map(VirtualRack::root).toList();
  }

  private Unit unit(String name, Command command) throws IOException {
    return opened.add(new Unit(name, command, folder.resolve("logs").resolve(name + ".log")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean tablesAreThere() {
    var unused = inquiry.open(); // throws as long as there are none
    return Files.exists(token("rack")) && Files.exists(token("submit"));
  }

  /** Something that can be asked again and again. */
  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private static void await(String what, Condition condition)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(READY_WITHIN);
    String seen = "not yet";
    while (true) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (RuntimeException e) {
        seen = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      }
      if (deadline.passed()) {
        throw new IOException(
            "waited %d s for %s: %s".formatted(READY_WITHIN.toSeconds(), what, seen));
      }
      Pause.until(deadline.within(LOOK));
    }
  }

  /** Where it all lies. */
  public Path folder() {
    return folder;
  }

  /** What the farm knows of its boards. */
  public Configs configs() {
    return configs;
  }

  /** The suite that builds are handed in for. */
  public String suite() {
    return Papers.SUITE;
  }

  /** The file with a token, of the first orchestrator. */
  public Path token(String role) {
    return folder.resolve(Ground.orchestrators().getFirst()).resolve("tokens").resolve(role);
  }

  /** Where the orchestrators are, without a network between. */
  public List<URI> addresses() {
    return List.copyOf(addresses.values());
  }

  /** PostgreSQL. */
  public PostgresUnit postgres() {
    return postgres;
  }

  /** An orchestrator. */
  public Unit orchestrator(String name) {
    return named(orchestrators, name);
  }

  /** A rack's agent. */
  public Unit agent(String rack) {
    return named(agents, rack);
  }

  /** A rack's network. */
  public Wire wire(String rack) {
    return named(wires, rack);
  }

  /** A rack's boards. */
  public VirtualRack boards(String rack) {
    return named(racks, rack);
  }

  private static <T> T named(Map<String, T> all, String name) {
    T found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no " + name + " among " + all.keySet());
    }
    return found;
  }

  /** Asks the database. */
  public Inquiry inquiry() {
    return inquiry;
  }

  /** What is written down beside the farm's own tables. */
  public Witness witness() {
    return witness;
  }

  /** Boards that the processes of two lives of an agent had open at a time, in words. */
  public Set<String> fights() {
    return writers.seen();
  }

  /** What the networks and the processes did, in numbers. */
  public Map<String, Long> figures() {
    Map<String, Long> figures = new TreeMap<>();
    for (Wire wire : wires.values()) {
      figures.merge("deliveries_repeated", wire.repeated(), Long::sum);
      figures.merge("deliveries_reordered", wire.reordered(), Long::sum);
      figures.merge("requests_lost", wire.lost(), Long::sum);
    }
    for (Unit unit : orchestrators.values()) {
      figures.merge("orchestrators_ended_by_themselves", (long) unit.endedByItself(), Long::sum);
    }
    for (Unit unit : agents.values()) {
      figures.merge("agents_ended_by_themselves", (long) unit.endedByItself(), Long::sum);
    }
    return figures;
  }

  @Override
  public void close() {
    opened.close();
  }
}
