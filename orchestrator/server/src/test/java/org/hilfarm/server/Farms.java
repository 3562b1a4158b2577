package org.hilfarm.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;

/** Settings for tests. */
final class Farms {
  private Farms() {}

  static OrchestratorSettings settings(Path folder, String jdbcUrl) {
    return settings(folder, jdbcUrl, Patience.usual());
  }

  static OrchestratorSettings settings(Path folder, String jdbcUrl, TrustedData trusted) {
    return new OrchestratorSettings(
        folder, "127.0.0.1", 0, Optional.of(jdbcUrl), trusted, Patience.usual(), 1, List.of());
  }

  static OrchestratorSettings settings(Path folder, String jdbcUrl, Patience patience) {
    return new OrchestratorSettings(
        folder, "127.0.0.1", 0, Optional.of(jdbcUrl), TestData.trusted(), patience, 1, List.of());
  }

  /** With the pages, and reports that are made. */
  static OrchestratorSettings withPages(Path folder, String jdbcUrl) {
    return new OrchestratorSettings(
        folder,
        "127.0.0.1",
        0,
        Optional.of(jdbcUrl),
        TestData.trusted(),
        Patience.usual(),
        1,
        List.of(new Publication()));
  }

  /** Gives up at once on a job that no board is left for. */
  static Patience hasty() {
    Patience usual = Patience.usual();
    return new Patience(
        usual.lease(),
        usual.renew(),
        usual.silence(),
        usual.forget(),
        Duration.ofMillis(1),
        usual.attempts());
  }
}
