package org.hilfarm.farm.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hilfarm.agent.RackAgent;
import org.hilfarm.farm.wiring.Agent;
import org.hilfarm.model.board.RackId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "agent",
    description = "Runs a rack's agent until Ctrl-C: it asks the orchestrator for work.",
    footer = {
      "",
      "Examples:",
      "  ./farm agent --rack bench --server https://farm.example.org \\",
      "      --token-file invitation  # made by ./farm agents invite bench",
      "  ./farm agent --rack demo --root /srv/virtual-rack"
    })
final class AgentCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private LogOptions logs = new LogOptions();

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--rack",
      required = true,
      description = "Its name in board-configs/racks, or its file, such as bench.yaml.")
  private String rackOrFile = "";

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The folder of a virtual rack (default: ${DEFAULT-VALUE}, this machine).")
  private Path root = Path.of("/");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where images and undelivered reports are kept.")
  private @Nullable Path data;

  AgentCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    logs.apply();
    RackChoice chosen = RackChoice.of(rackOrFile, scene.place().repository());
    RackId rack = chosen.rack();
    Path folder =
        data != null ? data : scene.place().data().resolve("agents").resolve(rack.value());
    Agent.Settings settings =
        new Agent.Settings(
            server.address(scene), server.rackToken(scene.place(), folder), rack, root, folder);
    try (RackAgent agent = Agent.start(settings, chosen.configs())) {
      scene.console().say("The agent of rack %s asks %s for work.".formatted(rack, agent.server()));
      throw agent.awaitRefusal();
    }
  }
}
