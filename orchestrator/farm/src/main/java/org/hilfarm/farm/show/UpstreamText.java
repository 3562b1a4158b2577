package org.hilfarm.farm.show;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hilfarm.farm.desk.UpstreamResult;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.ScriptReport;

/** What came of a folder of upstream tests, for people. */
public final class UpstreamText {
  private static final int NAMES = 5;

  private UpstreamText() {}

  /** Each folder's figures, what was skipped and why, what failed and how, and the sum. */
  public static List<String> lines(UpstreamResult result, int width) {
    List<String> lines = new ArrayList<>(folders(result));
    lines.addAll(skips(result, width));
    for (ScriptReport report : result.reports()) {
      String status = UpstreamResult.status(report);
      if (status.equals("failed") || status.equals("not-run")) {
        lines.addAll(failure(report, width));
      }
    }
    lines.add(sum(result));
    return lines;
  }

  /** One line that says how a test ended. */
  public static String line(ScriptReport report) {
    String reason = UpstreamResult.reason(report);
    return Plain.text(
        "%-8s%s%s"
            .formatted(
                UpstreamResult.status(report),
                UpstreamResult.path(report),
                reason.isEmpty() ? "" : ": " + reason));
  }

  private static List<String> folders(UpstreamResult result) {
    Map<String, List<ScriptReport>> byFolder =
        result.reports().stream()
            .collect(
                Collectors.groupingBy(UpstreamResult::folder, TreeMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    byFolder.forEach(
        (folder, reports) -> {
          UpstreamResult part =
              new UpstreamResult(
                  result.bench(), result.banner(), reports, result.starts(), result.wall());
          lines.add("%-24s %s".formatted(Plain.text(folder), counts(part)));
        });
    return lines;
  }

  private static String counts(UpstreamResult result) {
    return "%4d passed %4d failed %4d skipped %4d not run"
        .formatted(
            result.count("passed"),
            result.count("failed"),
            result.count("skipped"),
            result.count("not-run"));
  }

  private static List<String> skips(UpstreamResult result, int width) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (ScriptReport report : result.reports()) {
      if (UpstreamResult.status(report).equals("skipped")) {
        byReason
            .computeIfAbsent(UpstreamResult.reason(report), r -> new ArrayList<>())
            .add(UpstreamResult.path(report));
      }
    }
    List<String> lines = new ArrayList<>();
    byReason.forEach(
        (reason, paths) ->
            lines.addAll(
                Wrap.hanging(width, "skipped ", Plain.text(reason + ": " + names(paths)))));
    return lines;
  }

  private static String names(List<String> paths) {
    String some = paths.stream().limit(NAMES).collect(Collectors.joining(", "));
    return paths.size() <= NAMES ? some : "%s and %d more".formatted(some, paths.size() - NAMES);
  }

  private static List<String> failure(ScriptReport report, int width) {
    List<String> lines =
        new ArrayList<>(
            Wrap.hanging(
                width,
                "FAILED  ",
                Plain.text(UpstreamResult.path(report) + ": " + UpstreamResult.reason(report))));
    for (Check check : report.checks()) {
      check.detail().lines().map(Plain::text).map(l -> "          " + l).forEach(lines::add);
    }
    return lines;
  }

  private static String sum(UpstreamResult result) {
    return String.format(
        Locale.ROOT,
        "%d tests: %d passed, %d failed, %d skipped, %d not run; %.0f s, %d start%s of the board",
        result.reports().size(),
        result.count("passed"),
        result.count("failed"),
        result.count("skipped"),
        result.count("not-run"),
        result.wall().toMillis() / 1000.0,
        result.starts(),
        result.starts() == 1 ? "" : "s");
  }
}
