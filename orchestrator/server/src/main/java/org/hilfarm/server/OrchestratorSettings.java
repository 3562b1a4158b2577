package org.hilfarm.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.github.GitHubSettings;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.wire.config.Dispatch;
import org.hilfarm.wire.config.GitHubOidc;
import org.hilfarm.wire.config.Retention;

/**
 * How an orchestrator is run.
 *
 * @param dataFolder where its tokens, uploads under way, reports and own PostgreSQL lie
 * @param host the address to listen on
 * @param port 0 for any that is free
 * @param jdbcUrl a PostgreSQL to use; without one it starts its own in the data folder
 * @param trusted board types, suites, scripts
 * @param patience how long it waits for what
 * @param seed fixes every random choice of all attempts
 * @param extensions what is told of finished runs, and further pages
 * @param schedules what is done by the clock
 * @param retention how long what grows is kept; empty: for ever
 * @param dispatch who goes before whom
 * @param oidc which workflows may come with their identity; empty: none
 * @param gitHub the farm's App there; empty: the farm hears nothing of GitHub
 */
public record OrchestratorSettings(
    Path dataFolder,
    String host,
    int port,
    Optional<String> jdbcUrl,
    TrustedData trusted,
    Patience patience,
    long seed,
    List<Extension> extensions,
    Map<ScheduleId, Schedule> schedules,
    Optional<Retention> retention,
    Dispatch dispatch,
    Optional<GitHubOidc> oidc,
    Optional<GitHubSettings> gitHub) {
  public OrchestratorSettings {
    extensions = List.copyOf(extensions);
    schedules = Map.copyOf(schedules);
  }

  /** One that does nothing by the clock, and keeps everything. */
  public OrchestratorSettings(
      Path dataFolder,
      String host,
      int port,
      Optional<String> jdbcUrl,
      TrustedData trusted,
      Patience patience,
      long seed,
      List<Extension> extensions) {
    this(
        dataFolder,
        host,
        port,
        jdbcUrl,
        trusted,
        patience,
        seed,
        extensions,
        Map.of(),
        Optional.empty(),
        Dispatch.usual(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, with these schedules. */
  public OrchestratorSettings with(Map<ScheduleId, Schedule> wanted) {
    return new OrchestratorSettings(
        dataFolder,
        host,
        port,
        jdbcUrl,
        trusted,
        patience,
        seed,
        extensions,
        wanted,
        retention,
        dispatch,
        oidc,
        gitHub);
  }

  /** The same, with these workflows. */
  public OrchestratorSettings with(GitHubOidc workflows) {
    return new OrchestratorSettings(
        dataFolder,
        host,
        port,
        jdbcUrl,
        trusted,
        patience,
        seed,
        extensions,
        schedules,
        retention,
        dispatch,
        Optional.of(workflows),
        gitHub);
  }

  /** The same, with a GitHub App. */
  public OrchestratorSettings with(GitHubSettings app) {
    return new OrchestratorSettings(
        dataFolder,
        host,
        port,
        jdbcUrl,
        trusted,
        patience,
        seed,
        extensions,
        schedules,
        retention,
        dispatch,
        oidc,
        Optional.of(app));
  }

  /** On this machine only, on any free port, with its own PostgreSQL. */
  public static OrchestratorSettings local(Path dataFolder, TrustedData trusted) {
    return new OrchestratorSettings(
        dataFolder, "127.0.0.1", 0, Optional.empty(), trusted, Patience.usual(), 0, List.of());
  }
}
