package org.hilfarm.farm.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.OrchestratorSettings;
import org.hilfarm.server.Publication;
import org.hilfarm.server.github.GitHubSettings;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.config.Dispatch;
import org.hilfarm.wire.config.GitHubOidc;
import org.hilfarm.wire.config.Retention;

/** Builds the orchestrator. */
public final class Server {
  private Server() {}

  /**
   * How it is run.
   *
   * @param data its folder
   * @param host where it listens
   * @param port 0 for any that is free
   * @param jdbcUrl a PostgreSQL to use instead of its own
   * @param seed fixes every random choice
   */
  public record Settings(Path data, String host, int port, Optional<String> jdbcUrl, long seed) {}

  /** Starts it, and notes its address for the other commands on this machine. */
  public static Orchestrator start(Settings settings, Configs configs) throws IOException {
    return start(
        settings, configs, new Rules(Retention.usual(), Dispatch.usual(), Patience.usual()));
  }

  /**
   * What holds for a whole farm.
   *
   * @param retention how long what grows is kept
   * @param dispatch who goes before whom
   * @param patience how long what is waited for
   * @param oidc which workflows may come with their identity
   * @param gitHub the farm's App there
   */
  public record Rules(
      Retention retention,
      Dispatch dispatch,
      Patience patience,
      Optional<GitHubOidc> oidc,
      Optional<GitHubSettings> gitHub) {
    /** Without GitHub. */
    public Rules(Retention retention, Dispatch dispatch, Patience patience) {
      this(retention, dispatch, patience, Optional.empty(), Optional.empty());
    }

    /** As a repository says it, with the usual patience. */
    public static Rules load(Path repository) throws ConfigProblems {
      return new Rules(
          Retention.load(repository),
          Dispatch.load(repository),
          Patience.usual(),
          GitHubOidc.load(repository),
          Optional.empty());
    }

    /** The same with another patience. */
    public Rules with(Patience other) {
      return new Rules(retention, dispatch, other, oidc, gitHub);
    }

    /** The same with a GitHub App. */
    public Rules with(GitHubSettings app) {
      return new Rules(retention, dispatch, patience, oidc, Optional.of(app));
    }
  }

  /** The same with rules of its own. */
  public static Orchestrator start(Settings settings, Configs configs, Rules rules)
      throws IOException {
    Orchestrator orchestrator =
        Orchestrator.start(
            new OrchestratorSettings(
                settings.data(),
                settings.host(),
                settings.port(),
                settings.jdbcUrl(),
                Trusted.of(configs),
                rules.patience(),
                settings.seed(),
                List.of(new Publication()),
                configs.schedules(),
                Optional.of(rules.retention()),
                rules.dispatch(),
                rules.oidc(),
                rules.gitHub()));
    try {
      Files.writeString(settings.data().resolve(Place.ADDRESS), orchestrator.url() + "\n");
      orchestrator.rehearse();
      return orchestrator;
    } catch (IOException | RuntimeException e) {
      orchestrator.close();
      throw e;
    }
  }
}
