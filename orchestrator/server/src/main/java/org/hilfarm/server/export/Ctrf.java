package org.hilfarm.server.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.export.Case.Kind;
import org.hilfarm.server.export.Case.Try;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.wire.json.Json;

/**
 * The common test report format, version 1.0.0 of its specification; the keys are its own. What
 * could not be tested is {@code failed} there, since a gate may look at that count alone; {@code
 * rawStatus} says {@code broken}. A test is its last try; those before it are its {@code
 * retryAttempts}, and what counts for nothing (a control, a preflight) is told in {@code extra}.
 */
record Ctrf(
    String reportFormat,
    String specVersion,
    UUID reportId,
    Instant timestamp,
    String generatedBy,
    Results results) {
  private static final String VERSION = "1.0.0";

  /** What was run. */
  record Results(Tool tool, Summary summary, List<Test> tests, Map<String, Object> environment) {}

  /** Who ran it. */
  record Tool(String name) {}

  /** Counts, and times in milliseconds. */
  record Summary(
      int tests,
      int passed,
      int failed,
      int skipped,
      int pending,
      int other,
      int flaky,
      long start,
      long stop,
      Map<String, Object> extra) {}

  /** One case. */
  record Test(
      UUID id,
      String name,
      String status,
      String rawStatus,
      long duration,
      Optional<Long> start,
      List<String> suite,
      Optional<String> message,
      Map<String, String> labels,
      int retries,
      boolean flaky,
      Optional<List<Attempt>> retryAttempts,
      Optional<String> device,
      Optional<Map<String, List<String>>> extra) {}

  /** One try. */
  record Attempt(int attempt, String status, long duration, long start, String message) {}

  static String of(RunRow row, List<Case> cases) {
    RunId run = row.plan().run();
    List<Test> tests = cases.stream().map(c -> test(row, c)).toList();
    return Json.pretty(
        new Ctrf(
            "CTRF",
            VERSION,
            uuid("run " + run + " " + row.submitted()),
            row.finished().orElse(row.submitted()),
            "HIL Farm",
            new Results(new Tool("HIL Farm"), summary(row, tests), tests, environment(row))));
  }

  private static Summary summary(RunRow row, List<Test> tests) {
    Map<String, Object> extra = new LinkedHashMap<>();
    extra.put("verdict", row.verdict().map(Verdict::word).orElseThrow());
    return new Summary(
        tests.size(),
        count(tests, "passed"),
        count(tests, "failed"),
        count(tests, "skipped"),
        0,
        count(tests, "other"),
        (int) tests.stream().filter(Test::flaky).count(),
        row.submitted().toEpochMilli(),
        row.finished().orElse(row.submitted()).toEpochMilli(),
        extra);
  }

  private static int count(List<Test> tests, String status) {
    return (int) tests.stream().filter(t -> t.status().equals(status)).count();
  }

  private static Map<String, Object> environment(RunRow row) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("reportName", "run " + row.plan().run());
    out.put("buildName", Plain.text(row.plan().build().name()));
    row.change()
        .ifPresent(
            c -> {
              out.put("repositoryName", c.pullRequest().repository());
              out.put("commit", c.pullRequest().commit());
            });
    return out;
  }

  private static Test test(RunRow row, Case one) {
    List<Attempt> before = before(one.tries().stream().filter(Try::counts).toList());
    return new Test(
        uuid(one.script() + " on " + one.type()),
        "%s on %s".formatted(one.script(), one.type()),
        status(one.kind()),
        one.kind().word(),
        one.took().toMillis(),
        one.last().map(Try::start),
        List.of(row.plan().suite().value(), one.type().value()),
        Optional.of(one.said()).filter(s -> !s.isEmpty()),
        Map.of("board_type", one.type().value(), "title", one.title()),
        before.size(),
        one.flaky(),
        Optional.of(before).filter(b -> !b.isEmpty()),
        one.last().map(Try::where),
        beside(one.tries()));
  }

  private static Optional<Map<String, List<String>>> beside(List<Try> tries) {
    List<String> words = tries.stream().filter(t -> !t.counts()).map(Try::words).toList();
    return words.isEmpty() ? Optional.empty() : Optional.of(Map.of("beside", words));
  }

  /** All but the last, which the test itself is. */
  private static List<Attempt> before(List<Try> tries) {
    List<Attempt> attempts = new ArrayList<>();
    for (Try one : tries.subList(0, Math.max(0, tries.size() - 1))) {
      attempts.add(
          new Attempt(
              attempts.size() + 1,
              switch (one.ending()) {
                case PASSED -> "passed";
                case FAILED, BROKEN -> "failed";
                case SKIPPED -> "skipped";
              },
              one.took().toMillis(),
              one.start(),
              one.words()));
    }
    return attempts;
  }

  private static String status(Kind kind) {
    return switch (kind) {
      case PASSED -> "passed";
      case FAILED, BROKEN -> "failed";
      case NOT_APPLICABLE, NOT_COVERED, CANCELLED -> "skipped";
      case KNOWN_FAILURE, DECIDES_NOTHING -> "other";
    };
  }

  private static UUID uuid(String about) {
    return UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8));
  }
}
