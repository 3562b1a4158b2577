package org.hilfarm.wire.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who goes before whom; read from {@code board-configs/dispatch.yaml}, where that is there. A job's
 * turn is when it was submitted, later by what its kind of run gives way: so a pull request goes
 * before what was submitted shortly before it, and nothing waits for ever.
 *
 * @param othersMinutes what a run that is neither gives way to pull requests
 * @param soaksMinutes what a soak gives way, and then each of its rounds anew
 * @param checkpointMinutes no job of a soak is planned to take longer
 */
public record Dispatch(int othersMinutes, int soaksMinutes, int checkpointMinutes) {
  static final String FILE = "board-configs/dispatch.yaml";

  private static final int LONGEST = 7 * 24 * 60;

  public Dispatch {
    require("others_give_way_min", othersMinutes, 0);
    require("soaks_give_way_min", soaksMinutes, 0);
    require("checkpoint_min", checkpointMinutes, 1);
    if (soaksMinutes < othersMinutes) {
      throw new IllegalArgumentException(
          "soaks_give_way_min: a soak must give way at least as long as other runs (%d min)"
              .formatted(othersMinutes));
    }
  }

  private static void require(String key, int minutes, int least) {
    if (minutes < least || minutes > LONGEST) {
      throw new IllegalArgumentException("%s: must be %d to %d".formatted(key, least, LONGEST));
    }
  }

  /** What holds where nobody says otherwise. */
  public static Dispatch usual() {
    return new Dispatch(5, 240, 10);
  }

  public Duration others() {
    return Duration.ofMinutes(othersMinutes);
  }

  public Duration soaks() {
    return Duration.ofMinutes(soaksMinutes);
  }

  public Duration checkpoint() {
    return Duration.ofMinutes(checkpointMinutes);
  }

  /** Reads it below a repository's root; throws with every problem there is. */
  public static Dispatch load(Path repository) throws ConfigProblems {
    Problems problems = new Problems();
    Dispatch read = read(repository, problems);
    if (!problems.all().isEmpty()) {
      throw new ConfigProblems(problems.all());
    }
    return read;
  }

  /** Everything that is wrong with it; empty where all is well. */
  public static List<ConfigProblem> check(Path repository) {
    Problems problems = new Problems();
    Dispatch unused = read(repository, problems);
    return problems.all();
  }

  private static Dispatch read(Path repository, Problems problems) {
    ConfigFolder folder = new ConfigFolder(repository, problems);
    return folder.has(FILE)
        ? folder.section(FILE).flatMap(Dispatch::read).orElse(usual())
        : usual();
  }

  private static Optional<Dispatch> read(Section file) {
    Dispatch usual = usual();
    int others = minutes(file, "others_give_way_min", usual.othersMinutes());
    int soaks = minutes(file, "soaks_give_way_min", usual.soaksMinutes());
    int checkpoint = minutes(file, "checkpoint_min", usual.checkpointMinutes());
    return file.build(() -> new Dispatch(others, soaks, checkpoint));
  }

  private static int minutes(Section file, String key, int usual) {
    return file.optional(key, text -> (int) Math.min(Integer.MAX_VALUE, Readers.whole(text)))
        .orElse(usual);
  }
}
