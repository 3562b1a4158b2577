package org.hilfarm.server.allure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.server.verdict.Told;
import org.hilfarm.wire.json.Json;

/**
 * Writes a finished run as Allure 2 results: one for each script of each attempt on each board,
 * also where the board was never flashed, those of controls and reruns marked as such; of a long
 * soak's rounds that are not {@link Told} by themselves one for each pair; one for each required
 * pair that no attempt reached; one for each pair that does not apply. Any thread may use it, one
 * at a time for a folder.
 */
public final class AllureResults {
  private final Path folder;
  private final FinishedRun run;
  private final Results results;
  private final Predicate<Requirement> wanted;
  private final Optional<ResultFile.Link> link;

  private AllureResults(
      Path folder,
      FinishedRun run,
      ArtifactSource bytes,
      Predicate<Requirement> wanted,
      Optional<ResultFile.Link> link) {
    this.folder = folder;
    this.run = run;
    this.results = new Results(run, new Attachments(folder, bytes));
    this.wanted = wanted;
    this.link = link;
  }

  /** Fills {@code folder}, which is made when it is not there. */
  public static void write(Path folder, FinishedRun run, ArtifactSource bytes) throws IOException {
    Files.createDirectories(folder);
    RunFiles.write(folder, run);
    write(folder, run, bytes, pair -> true, Optional.empty());
  }

  /**
   * Adds the results of some pairs to a folder.
   *
   * @param wanted which pairs
   * @param link that each is to have
   */
  static void write(
      Path folder,
      FinishedRun run,
      ArtifactSource bytes,
      Predicate<Requirement> wanted,
      Optional<ResultFile.Link> link)
      throws IOException {
    AllureResults all = new AllureResults(folder, run, bytes, wanted, link);
    Told told = new Told(run.plan(), run.attempts());
    all.tried(told);
    all.folded(told);
    all.missing();
  }

  private void tried(Told told) throws IOException {
    for (BoardReport attempt : run.attempts().stream().filter(told::told).toList()) {
      Optional<FinishedRun.Beside> beside = run.beside(attempt);
      for (ScriptReport script : shown(attempt, beside)) {
        Requirement pair = new Requirement(attempt.boardType(), script.script());
        if (wanted.test(pair)) {
          ResultFile result = results.of(attempt, script);
          put(
              beside
                  .map(b -> ControlResult.of(b, result))
                  .orElseGet(() -> new Weighed(run).of(pair, result)));
        }
      }
    }
  }

  private void folded(Told told) throws IOException {
    for (FoldedRounds.Group group : FoldedRounds.of(run, told).groups()) {
      if (wanted.test(group.pair())) {
        put(results.folded(group));
      }
    }
  }

  private void missing() throws IOException {
    long at = end(run);
    Set<Requirement> tried = tried(run);
    for (Requirement pair : run.plan().required().stream().filter(wanted).toList()) {
      if (!tried.contains(pair)) {
        put(results.neverTried(pair, at));
      } else {
        Optional<String> missing = RoundsMissing.of(run, pair);
        if (missing.isPresent()) {
          put(results.roundsNeverTried(pair, missing.get(), at));
        }
      }
    }
    for (NotApplicable pair : run.plan().notApplicable()) {
      if (wanted.test(pair.pair())) {
        put(results.notApplicable(pair, at));
      }
    }
  }

  /** A control that only had to start has no script; that it started is shown all the same. */
  private static List<ScriptReport> shown(
      BoardReport attempt, Optional<FinishedRun.Beside> beside) {
    return beside.isPresent() && attempt.scripts().isEmpty()
        ? List.of(ControlResult.start(attempt))
        : attempt.scripts();
  }

  private static Set<Requirement> tried(FinishedRun run) {
    return run.attempts().stream()
        .filter(a -> run.beside(a).isEmpty() && !run.preflight(a))
        .flatMap(a -> a.scripts().stream().map(s -> new Requirement(a.boardType(), s.script())))
        .collect(Collectors.toSet());
  }

  private static long end(FinishedRun run) {
    return run.attempts().stream()
        .map(a -> a.finished().toEpochMilli())
        .max(Comparator.naturalOrder())
        .orElse(0L);
  }

  private void put(ResultFile result) throws IOException {
    ResultFile plain = result.withoutMarkup();
    ResultFile linked = link.map(plain::with).orElse(plain);
    Files.writeString(folder.resolve(linked.uuid() + "-result.json"), Json.pretty(linked));
  }
}
