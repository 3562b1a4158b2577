package org.hilfarm.wire.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How long the farm keeps what grows; read from {@code board-configs/retention.yaml}, where that is
 * there. Runs, their plans, jobs and verdicts are kept for ever.
 *
 * @param transcripts what boards said and flashers logged
 * @param images firmware that was submitted
 * @param reportsDays how old an Allure report may become
 * @param soaksDays how old the single rounds of a soak may become
 */
public record Retention(Kept transcripts, Kept images, int reportsDays, int soaksDays) {
  static final String FILE = "board-configs/retention.yaml";

  private static final int LONGEST_DAYS = 3650;
  private static final int LARGEST_GIB = 100_000;

  /**
   * An age and a size.
   *
   * @param days older ones go
   * @param gib where all take more, the oldest go
   */
  public record Kept(int days, int gib) {
    public Kept {
      if (gib < 1 || gib > LARGEST_GIB) {
        throw new IllegalArgumentException("gib: must be 1 to %d".formatted(LARGEST_GIB));
      }
      requireDays("days", days);
    }
  }

  public Retention {
    requireDays("reports_days", reportsDays);
    requireDays("soaks_days", soaksDays);
    if (soaksDays < reportsDays) {
      throw new IllegalArgumentException(
          "soaks_days: a soak's report is made from its rounds, so they must be kept at least as"
              + " long as reports (%d days)".formatted(reportsDays));
    }
  }

  private static void requireDays(String key, int days) {
    if (days < 1 || days > LONGEST_DAYS) {
      throw new IllegalArgumentException("%s: must be 1 to %d".formatted(key, LONGEST_DAYS));
    }
  }

  /** What is kept where nobody says otherwise. */
  public static Retention usual() {
    return new Retention(new Kept(90, 20), new Kept(30, 20), 90, 180);
  }

  /** Reads it below a repository's root; throws with every problem there is. */
  public static Retention load(Path repository) throws ConfigProblems {
    Problems problems = new Problems();
    Retention read = read(repository, problems);
    if (!problems.all().isEmpty()) {
      throw new ConfigProblems(problems.all());
    }
    return read;
  }

  /** Everything that is wrong with it; empty where all is well. */
  public static List<ConfigProblem> check(Path repository) {
    Problems problems = new Problems();
    Retention unused = read(repository, problems);
    return problems.all();
  }

  private static Retention read(Path repository, Problems problems) {
    ConfigFolder folder = new ConfigFolder(repository, problems);
    return folder.has(FILE)
        ? folder.section(FILE).flatMap(Retention::read).orElse(usual())
        : usual();
  }

  private static Optional<Retention> read(Section file) {
    Retention usual = usual();
    Kept transcripts = kept(file, "transcripts", usual.transcripts());
    Kept images = kept(file, "images", usual.images());
    int reports = file.optional("reports_days", Retention::count).orElse(usual.reportsDays());
    int soaks = file.optional("soaks_days", Retention::count).orElse(usual.soaksDays());
    return file.build(() -> new Retention(transcripts, images, reports, soaks));
  }

  private static Kept kept(Section file, String key, Kept usual) {
    return file.optionalSection(key)
        .flatMap(
            s -> {
              int days = s.optional("days", Retention::count).orElse(usual.days());
              int gib = s.optional("gib", Retention::count).orElse(usual.gib());
              return s.build(() -> new Kept(days, gib));
            })
        .orElse(usual);
  }

  private static int count(String text) {
    return (int) Math.min(Integer.MAX_VALUE, Readers.whole(text));
  }
}
