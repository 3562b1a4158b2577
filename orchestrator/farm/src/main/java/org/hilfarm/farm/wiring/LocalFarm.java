package org.hilfarm.farm.wiring;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.github.GitHubSettings;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.config.Dispatch;
import org.hilfarm.wire.config.Retention;

/**
 * A whole farm in one process: a virtual rack, an orchestrator with its own PostgreSQL, an agent,
 * and a client that talks to it over HTTP as anybody would. Closing it stops all, last first.
 */
public final class LocalFarm implements AutoCloseable {
  private final Opened opened;
  private final String url;
  private final RunClient client;

  private LocalFarm(Opened opened, String url, RunClient client) {
    this.opened = opened;
    this.url = url;
    this.client = client;
  }

  /**
   * How it is run.
   *
   * @param data where everything is
   * @param rack which of the configured racks is played
   * @param boards how the virtual boards behave
   * @param seed fixes every random choice
   * @param hosting how its orchestrator is reached, and what it reaches
   */
  public record Settings(
      Path data, RackId rack, VirtualRackOptions boards, long seed, Hosting hosting) {
    /** On any port, without GitHub. */
    public Settings(Path data, RackId rack, VirtualRackOptions boards, long seed) {
      this(data, rack, boards, seed, new Hosting(0, Optional.empty()));
    }
  }

  /**
   * How an orchestrator is reached, and what it reaches.
   *
   * @param port 0 for any that is free
   * @param gitHub the farm's App there
   */
  public record Hosting(int port, Optional<GitHubSettings> gitHub) {}

  /** Starts everything; the agent presents its boards in a moment. */
  public static LocalFarm start(Settings settings, Configs configs)
      throws IOException, ToolMissingException {
    return start(settings, configs, runner -> runner);
  }

  /** Starts everything, with something around what does the agent's work, such as a stopwatch. */
  public static LocalFarm start(Settings settings, Configs configs, UnaryOperator<JobRunner> around)
      throws IOException, ToolMissingException {
    Opened opened = new Opened();
    try {
      return start(settings, configs, around, opened);
    } catch (IOException | ToolMissingException | RuntimeException e) {
      try {
        opened.close();
      } catch (RuntimeException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  private static LocalFarm start(
      Settings settings, Configs configs, UnaryOperator<JobRunner> around, Opened opened)
      throws IOException, ToolMissingException {
    Rack rack = Agent.rack(configs, settings.rack());
    Path root = settings.data().resolve("rack");
    VirtualRack boards = opened.add(Boards.start(root, rack, configs, settings.boards()));
    Orchestrator orchestrator =
        opened.add(
            Server.start(
                new Server.Settings(
                    settings.data(),
                    "127.0.0.1",
                    settings.hosting().port(),
                    Optional.empty(),
                    settings.seed()),
                configs,
                rules(settings.hosting())));
    URI url = URI.create(orchestrator.url());
    BearerToken token = BearerToken.read(orchestrator.rackTokenFile());
    opened.add(
        Agent.start(
            new Agent.Settings(
                url, token, rack.id(), boards.root(), settings.data().resolve("agent")),
            configs,
            around));
    HttpLink http =
        opened.add(
            new HttpLink(
                url, Optional.of(BearerToken.read(orchestrator.submitTokenFile())), "client"));
    return new LocalFarm(opened, orchestrator.url(), new RunClient(http));
  }

  private static Server.Rules rules(Hosting hosting) {
    Server.Rules usual = new Server.Rules(Retention.usual(), Dispatch.usual(), Patience.usual());
    return hosting.gitHub().map(usual::with).orElse(usual);
  }

  /** The dashboard's address. */
  public String url() {
    return url;
  }

  /** Talks to it as a submitter. */
  public RunClient client() {
    return client;
  }

  @Override
  public void close() {
    opened.close();
  }
}
