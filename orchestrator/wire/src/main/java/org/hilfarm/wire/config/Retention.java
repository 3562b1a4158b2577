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
 * @param gitHub what GitHub told and was told
 */
public record Retention(
    Kept transcripts, Kept images, int reportsDays, int soaksDays, OfGitHub gitHub) {
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

  /**
   * Rows that nothing asks for any more.
   *
   * @param deliveriesDays how long ago a webhook was done or put aside
   * @param checksDays how long ago a check took its conclusion
   * @param ticketsDays how long ago a run's ticket ended
   */
  public record OfGitHub(int deliveriesDays, int checksDays, int ticketsDays) {
    /** GitHub delivers again what is no older than three days. */
    private static final int FEWEST_DAYS = 4;

    public OfGitHub {
      requireDays("deliveries_days", deliveriesDays);
      requireDays("checks_days", checksDays);
      requireDays("tickets_days", ticketsDays);
      if (deliveriesDays < FEWEST_DAYS) {
        throw new IllegalArgumentException(
            "deliveries_days: must be %d at least: GitHub can deliver a webhook again for three days, and it would be new"
                .formatted(FEWEST_DAYS));
      }
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
    return new Retention(new Kept(90, 20), new Kept(30, 20), 90, 180, new OfGitHub(14, 90, 7));
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
    OfGitHub gitHub =
        file.optionalSection("github")
            .flatMap(s -> gitHub(s, usual.gitHub()))
            .orElse(usual.gitHub());
    return file.build(() -> new Retention(transcripts, images, reports, soaks, gitHub));
  }

  private static Optional<OfGitHub> gitHub(Section section, OfGitHub usual) {
    int deliveries =
        section.optional("deliveries_days", Retention::count).orElse(usual.deliveriesDays());
    int checks = section.optional("checks_days", Retention::count).orElse(usual.checksDays());
    int tickets = section.optional("tickets_days", Retention::count).orElse(usual.ticketsDays());
    return section.build(() -> new OfGitHub(deliveries, checks, tickets));
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
