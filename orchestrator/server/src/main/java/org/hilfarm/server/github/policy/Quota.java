package org.hilfarm.server.github.policy;

import java.util.Optional;
import org.hilfarm.server.postgres.QuotaRows.Used;
import org.hilfarm.wire.config.RunQuota;

/** Whether a repository may have one more run now; pure. */
public final class Quota {
  private Quota() {}

  /**
   * Why it may not; empty where it may.
   *
   * @param repository its name, for people
   */
  public static Optional<String> exceeded(RunQuota quota, String repository, Used used) {
    if (used.open() >= quota.atOnce()) {
      return Optional.of(
          "%s has %d runs at once already, and its quota is %d"
              .formatted(repository, used.open(), quota.atOnce()));
    }
    return used.today() >= quota.perDay()
        ? Optional.of(
            "%s has had %d runs within 24 hours, and its quota is %d"
                .formatted(repository, used.today(), quota.perDay()))
        : Optional.empty();
  }
}
