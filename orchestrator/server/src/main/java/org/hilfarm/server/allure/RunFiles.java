package org.hilfarm.server.allure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.visible.Visible;
import org.hilfarm.wire.json.Json;

/** The three files that say what a whole report is of: categories, environment, executor. */
final class RunFiles {
  private static final int MOST_REASONS = 8;
  private static final int LONGEST = 400;
  private static final Pattern NUMBERED = Pattern.compile("r[0-9]{1,18}");

  private RunFiles() {}

  /** A defect group; messages begin with the blame, see {@link Statuses}. */
  record Category(String name, String messageRegex, List<String> matchedStatuses) {}

  /**
   * Where the run came from.
   *
   * @param buildOrder what the trends call it, behind a #
   * @param buildUrl the run's page, as its report sees it
   * @param reportUrl its report, as other reports see it
   */
  record Executor(
      String name,
      String type,
      String buildName,
      Optional<Long> buildOrder,
      Optional<String> buildUrl,
      Optional<String> reportUrl,
      String reportName) {}

  static void write(Path folder, FinishedRun run) throws IOException {
    write(folder, executor(run), environment(run));
  }

  static void write(Path folder, Executor executor, Map<String, String> environment)
      throws IOException {
    put(folder.resolve("categories.json"), Json.pretty(categories()));
    put(folder.resolve("executor.json"), Json.pretty(executor));
    put(folder.resolve("environment.properties"), properties(environment));
  }

  private static List<Category> categories() {
    return List.of(
        category(Blame.FIRMWARE, "failed"),
        category(Blame.SCRIPT, "broken"),
        category(Blame.RACK, "broken"),
        category(Blame.FARM, "broken"),
        new Category(
            "Controls that the baseline did not pass", "(?s)CONTROL:.*", List.of("broken")),
        new Category("Known failures", "(?s)KNOWN FAILURE:.*", List.of("broken")),
        new Category("Reruns that did not pass", "(?s)RERUN:.*", List.of("broken")),
        new Category("Skipped by the script", "(?s)SKIPPED:.*", List.of("skipped")),
        new Category("Cancelled", "(?s)(CANCELLED|NOBODY):.*", List.of("skipped")),
        new Category("Not applicable", "(?s)NOT APPLICABLE:.*", List.of("skipped")));
  }

  private static Category category(Blame blame, String status) {
    String word = blame.name().toLowerCase(Locale.ROOT);
    return new Category(
        "%s%s faults (who acts: %s)"
            .formatted(
                word.substring(0, 1).toUpperCase(Locale.ROOT), word.substring(1), blame.whoActs()),
        "(?s)" + blame + ":.*",
        List.of(status));
  }

  private static Executor executor(FinishedRun run) {
    String id = run.plan().run().value();
    return new Executor(
        "HIL Farm",
        "hil-farm",
        "run " + id,
        number(run.plan().run()),
        run.address().map(URI::toString),
        run.address().map(here -> "../" + id),
        "run %s: %s".formatted(id, NoMarkup.in(Visible.line(run.plan().build().name(), 80))));
  }

  /** What trends call a run; a farm's own all have one. */
  static Optional<Long> number(RunId run) {
    return NUMBERED.matcher(run.value()).matches()
        ? Optional.of(Long.parseLong(run.value().substring(1)))
        : Optional.empty();
  }

  private static Map<String, String> environment(FinishedRun run) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("Verdict", run.verdict().word());
    why(run.verdict()).stream()
        .limit(MOST_REASONS)
        .forEach(
            r ->
                lines.put(
                    "Why." + lines.size(),
                    r.pair() + ": " + r.text() + " [" + r.blame().whoActs() + "]"));
    lines.put("Run", run.plan().run().value());
    lines.put("Build", run.plan().build().name());
    lines.put("Suite", run.plan().suite().value());
    lines.put("Scripts.commit", run.plan().scriptsCommit());
    lines.put("Racks", distinct(run, a -> a.rack().value()));
    lines.put("Boards", distinct(run, a -> a.board().value()));
    run.plan()
        .build()
        .images()
        .forEach(i -> lines.put("Version." + i.boardType(), i.banner().version()));
    return lines;
  }

  private static String properties(Map<String, String> lines) {
    return lines.entrySet().stream()
        .map(e -> e.getKey() + " = " + escaped(NoMarkup.in(Visible.line(e.getValue(), LONGEST))))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<Reason> why(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Mergeable green -> green.known().orElse(List.of());
      case Verdict.Blocked blocked -> blocked.reasons();
      case Verdict.Undecided undecided -> undecided.reasons();
      case Verdict.Cancelled cancelled -> List.of();
    };
  }

  private static String distinct(FinishedRun run, Function<BoardReport, String> what) {
    return run.attempts().stream().map(what).distinct().sorted().collect(Collectors.joining(" "));
  }

  /** As java.util.Properties reads it. */
  private static String escaped(String value) {
    return value
        .codePoints()
        .mapToObj(
            c ->
                c == '\\'
                    ? "\\\\"
                    : c < 0x7f ? Character.toString(c) : unicode(Character.toString(c)))
        .collect(Collectors.joining());
  }

  private static String unicode(String character) {
    return character
        .chars()
        .mapToObj(c -> String.format("\\u%04x", c))
        .collect(Collectors.joining());
  }

  private static void put(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
