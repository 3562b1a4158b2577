package org.hilfarm.farm.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.OrchestratorSettings;
import org.hilfarm.server.Publication;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.wire.config.Configs;
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
    return start(settings, configs, Retention.usual());
  }

  /** The same, keeping what grows for so long. */
  public static Orchestrator start(Settings settings, Configs configs, Retention retention)
      throws IOException {
    Orchestrator orchestrator =
        Orchestrator.start(
            new OrchestratorSettings(
                settings.data(),
                settings.host(),
                settings.port(),
                settings.jdbcUrl(),
                Trusted.of(configs),
                Patience.usual(),
                settings.seed(),
                List.of(new Publication()),
                configs.schedules(),
                retention));
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
