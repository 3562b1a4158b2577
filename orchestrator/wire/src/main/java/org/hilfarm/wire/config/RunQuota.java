package org.hilfarm.wire.config;

import java.util.Optional;

/**
 * How much of the farm one repository of GitHub's may have, whoever's builds they are: the section
 * {@code quota} of {@code board-configs/github.yaml}.
 *
 * @param atOnce runs that have not ended
 * @param perDay runs within the last 24 hours
 */
public record RunQuota(int atOnce, int perDay) {
  private static final int MOST = 10_000;

  public RunQuota {
    require("at_once", atOnce);
    require("per_day", perDay);
    if (perDay < atOnce) {
      throw new IllegalArgumentException(
          "per_day: must be at_once (%d) at least, not %d".formatted(atOnce, perDay));
    }
  }

  private static void require(String key, int runs) {
    if (runs < 1 || runs > MOST) {
      throw new IllegalArgumentException("%s: must be 1 to %d".formatted(key, MOST));
    }
  }

  /** What holds where nobody says otherwise. */
  public static RunQuota usual() {
    return new RunQuota(20, 200);
  }

  /** Reads the section of a file, where it is there. */
  static RunQuota in(Section file) {
    return file.optionalSection("quota").flatMap(RunQuota::read).orElse(usual());
  }

  private static Optional<RunQuota> read(Section section) {
    RunQuota usual = usual();
    int atOnce = section.optional("at_once", RunQuota::count).orElse(usual.atOnce());
    int perDay = section.optional("per_day", RunQuota::count).orElse(usual.perDay());
    return section.build(() -> new RunQuota(atOnce, perDay));
  }

  private static int count(String text) {
    return (int) Math.min(Integer.MAX_VALUE, Readers.whole(text));
  }
}
