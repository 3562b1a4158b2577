package org.hilfarm.farm.wiring;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.hilfarm.agent.AgentSettings;
import org.hilfarm.agent.RackAgent;
import org.hilfarm.agent.console.Consoles;
import org.hilfarm.agent.lease.EngineRunner;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.recovery.LadderRecoverer;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.process.Tools;
import org.hilfarm.wire.config.Configs;

/** Builds a rack's agent. */
public final class Agent {
  private Agent() {}

  /**
   * How it is run.
   *
   * @param server the orchestrator
   * @param token the racks' token
   * @param rack which of the configured racks
   * @param root the rack's root: {@code /}, or the folder of a virtual rack
   * @param data the agent's own folder
   */
  public record Settings(URI server, BearerToken token, RackId rack, Path root, Path data) {}

  /** Starts it. */
  public static RackAgent start(Settings settings, Configs configs) throws IOException {
    return start(settings, configs, runner -> runner);
  }

  /** Starts it with something around what does the work, such as a stopwatch. */
  static RackAgent start(Settings settings, Configs configs, UnaryOperator<JobRunner> around)
      throws IOException {
    InstantSource clock = InstantSource.system();
    Consoles consoles = new Consoles();
    return RackAgent.start(
        new AgentSettings(
            settings.server(),
            settings.token(),
            rack(configs, settings.rack()),
            configs.types(),
            settings.root(),
            settings.data(),
            Version.TEXT,
            clock),
        around.apply(new EngineRunner(settings.root(), Tools.here(), clock, consoles)),
        new LadderRecoverer(settings.root(), Tools.here(), clock),
        consoles);
  }

  /** A rack that must be configured. */
  public static Rack rack(Configs configs, RackId id) {
    Rack rack = configs.racks().get(id);
    if (rack == null) {
      throw new IllegalArgumentException(
          "there is no rack \"%s\" in board-configs/racks; there is: %s"
              .formatted(id, new TreeSet<>(configs.racks().keySet())));
    }
    return rack;
  }
}
