package org.hilfarm.server.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.server.intake.Arrival;
import org.hilfarm.time.Deadline;

/**
 * Fetches builds. What comes is handed to the intake, which has the same rules for it as for any
 * submission; files lie in a folder of this orchestrator's only meanwhile. Any thread may use it.
 */
public final class Sources implements AutoCloseable {
  private final Path parent;
  private final Map<BoardTypeId, BoardType> types;
  private final Web web = new Web();

  /** Removes what a killed orchestrator left in the folder. */
  public Sources(Path parent, Map<BoardTypeId, BoardType> types) {
    this.parent = parent;
    this.types = Map.copyOf(types);
    try {
      remove(parent);
      Files.createDirectories(parent);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + parent + " for builds that are fetched", e);
    }
  }

  /**
   * What is fetched.
   *
   * @param source from where
   * @param boards the only board types that are wanted; none: all of the farm's
   * @param day the fire's, in the schedule's zone
   */
  public record Wanted(BuildSource source, Set<BoardTypeId> boards, LocalDate day) {}

  /**
   * Fetches a build.
   *
   * @return what the build is called, such as the branch and the commit
   */
  public String fetch(Wanted wanted, Arrival arrival, Deadline deadline)
      throws NoBuildException, InterruptedException {
    return in(
        wanted.source().words(),
        folder ->
            fetch(
                wanted.source(),
                new Fetching(
                    arrival, types(wanted), wanted.day(), folder, new AtomicInteger(), deadline)));
  }

  /** Fetches what a pull request's builds made. */
  public RunFirmware fetch(RunArtifacts wanted, Arrival arrival, Deadline deadline)
      throws NoBuildException, InterruptedException {
    return in(
        wanted.toString(),
        folder ->
            new RunBuild(
                    web,
                    wanted,
                    new Fetching(
                        arrival, types, LocalDate.EPOCH, folder, new AtomicInteger(), deadline))
                .take());
  }

  private interface Work<T> {
    T in(Path folder) throws NoBuildException, IOException, InterruptedException;
  }

  private <T> T in(String words, Work<T> work) throws NoBuildException, InterruptedException {
    try {
      Path folder = Files.createTempDirectory(parent, "build-");
      try {
        return work.in(folder);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw NoBuildException.forNow("%s: cannot be kept on this host: %s".formatted(words, e));
    }
  }

  private String fetch(BuildSource source, Fetching fetching)
      throws NoBuildException, IOException, InterruptedException {
    return switch (source) {
      case BuildSource.Folder folder -> FolderBuild.take(folder, fetching);
      case BuildSource.GitHub gitHub -> new GitHubBuild(web, gitHub, fetching).take();
      case BuildSource.Download download -> new DownloadedBuild(web, download, fetching).take();
    };
  }

  private Map<BoardTypeId, BoardType> types(Wanted wanted) {
    return types.entrySet().stream()
        .filter(t -> wanted.boards().isEmpty() || wanted.boards().contains(t.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    web.close();
  }
}
