package org.hilfarm.server.allure;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.server.visible.Visible;
import org.hilfarm.time.Deadline;

/**
 * Makes reports, one at a time, each in a JVM of its own so that its memory is gone afterwards. A
 * report is written aside and moved, so nobody sees half of one. Two orchestrators may share the
 * folder. Any thread may use it.
 */
final class Workshop {
  private static final String MAKING = ".making-";

  /** Nobody makes one report for longer. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Path folder;
  private final ReportLimits limits;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  Workshop(Path folder, ReportLimits limits, InstantSource clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
  }

  Path folder() {
    return folder;
  }

  /**
   * A report that is to be.
   *
   * @param of what it tells of, in words that are harmless wherever they stand
   * @param place where it is to lie
   * @param cache of which it is the newest
   */
  record Wanted(String of, Path place, ReportCache cache) {
    boolean lies() {
      return Files.isRegularFile(place.resolve("index.html"));
    }
  }

  /** Lays the results of which a report is made into a folder. */
  @FunctionalInterface
  interface Results {
    void into(Path folder) throws IOException;
  }

  /** Does something with a report before it is put in its place. */
  @FunctionalInterface
  interface Finish<T> {
    T of(Path report) throws IOException;
  }

  /** Something that is done while nobody else makes a report. */
  @FunctionalInterface
  interface Alone {
    void work() throws IOException, InterruptedException, ReportFailedException;
  }

  void alone(String of, Alone what, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    if (!oneAtATime.tryLock(deadline.leftMillis(), TimeUnit.MILLISECONDS)) {
      throw new ReportFailedException(
          "%s: another report is still being made after %d s; this one will be tried again"
              .formatted(of, deadline.budget().toSeconds()));
    }
    try {
      what.work();
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Makes it in place of an older one; to be asked for {@link #alone}. */
  <T> T make(Wanted wanted, Results results, Finish<T> finish, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    Files.createDirectories(parent(wanted.place()));
    removeLeftBehind();
    Path aside = Files.createTempDirectory(folder, MAKING);
    try {
      results.into(aside.resolve("results"));
      generate(wanted.of(), aside, deadline);
      T finished = finish.of(aside.resolve("report"));
      put(wanted, aside);
      return finished;
    } finally {
      Folders.delete(aside);
    }
  }

  private static Path parent(Path place) {
    return Objects.requireNonNull(place.getParent(), "a report lies in a folder");
  }

  /** What an orchestrator that was killed had begun; one that lives may be at work here, too. */
  private void removeLeftBehind() throws IOException {
    long before = clock.instant().minus(LONGEST).toEpochMilli();
    List<Path> left;
    try (Stream<Path> all = Files.list(folder)) {
      left = all.filter(p -> p.toFile().getName().startsWith(MAKING)).toList();
    }
    for (Path making : left) {
      if (making.toFile().lastModified() < before) {
        Folders.delete(making);
      }
    }
  }

  private void generate(String of, Path aside, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    Command command =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "-Xmx" + limits.childMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                ReportMain.class.getName(),
                aside.resolve("results").toString(),
                aside.resolve("report").toString(),
                "HIL Farm, " + of)
            .with("ALLURE_NO_ANALYTICS", "true");
    check(of, Child.run("allure " + of, command, line -> {}, deadline));
  }

  private static void check(String of, Ending ending) throws ReportFailedException {
    switch (ending) {
      case Ending.Exited e -> {
        if (e.value() != 0) {
          throw new ReportFailedException(
              "%s: the Allure generator ended with %d after %d ms; it said: %s"
                  .formatted(of, e.value(), e.took().toMillis(), tail(e.output())));
        }
      }
      case Ending.Overdue o ->
          throw new ReportFailedException(
              "%s: the Allure generator was still busy after %d s and was ended; it said last: %s"
                  .formatted(of, o.waited().toSeconds(), tail(o.output())));
    }
  }

  private static String tail(String output) {
    String text = Visible.block(output.strip(), 100_000);
    return text.isEmpty() ? "nothing" : text.substring(Math.max(0, text.length() - 1_000));
  }

  private void put(Wanted wanted, Path aside) throws IOException {
    Path made = aside.resolve("report");
    Path place = wanted.place();
    Files.setLastModifiedTime(made, FileTime.from(clock.instant()));
    try {
      if (Files.exists(place)) {
        Files.move(place, aside.resolve("replaced"));
      }
      Files.move(made, place);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException | NoSuchFileException e) {
      // Another orchestrator in this folder was faster, and made the same report.
      if (!wanted.lies()) {
        throw e;
      }
    }
    wanted.cache().trim(place);
  }
}
