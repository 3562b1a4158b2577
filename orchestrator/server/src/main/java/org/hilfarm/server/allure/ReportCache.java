package org.hilfarm.server.allure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reports' folder as a bounded cache: the oldest go first, the newest stays. */
final class ReportCache {
  private final Path folder;
  private final ReportLimits limits;

  ReportCache(Path folder, ReportLimits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** Deletes what is over the limits, but never {@code newest}. */
  void trim(Path newest) throws IOException {
    int kept = 1;
    long bytes = Folders.bytes(newest);
    for (Path report : newestFirst()) {
      if (report.equals(newest)) {
        continue;
      }
      kept++;
      bytes += Folders.bytes(report);
      if (kept > limits.reports() || bytes > limits.bytes()) {
        Folders.delete(report);
      }
    }
  }

  private List<Path> newestFirst() throws IOException {
    Map<Path, Long> times;
    try (Stream<Path> reports = Files.list(folder)) {
      times =
          reports
              .filter(r -> Files.isDirectory(r) && !isOurs(r))
              .collect(Collectors.toMap(r -> r, r -> r.toFile().lastModified()));
    }
    return times.entrySet().stream()
        .sorted(Map.Entry.<Path, Long>comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Histories and what is being made right now; a run's name never begins with a dot. */
  private static boolean isOurs(Path path) {
    return path.toFile().getName().startsWith(".");
  }
}
