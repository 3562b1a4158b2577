package org.hilfarm.server.allure;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;

/** What the report of a branch says of itself: its categories, environment, executor. */
final class BranchFiles {
  private BranchFiles() {}

  static void write(Path folder, BranchReports.Source source) throws IOException {
    RunFiles.write(folder, executor(source), environment(source));
  }

  private static RunFiles.Executor executor(BranchReports.Source source) {
    RunId newest = newest(source);
    return new RunFiles.Executor(
        "HIL Farm",
        "hil-farm",
        "run " + newest,
        RunFiles.number(newest),
        source.parts().stream().findFirst().map(BranchReports.Part::page).map(URI::toString),
        Optional.empty(),
        "branch " + source.branch());
  }

  private static RunId newest(BranchReports.Source source) {
    return source.past().getFirst().run();
  }

  private static Map<String, String> environment(BranchReports.Source source) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("Branch", source.branch().toString());
    lines.put("Newest.run", newest(source).value());
    lines.put("Runs", distinct(source, p -> Stream.of(p.run().plan().run().value())));
    lines.put("Suites", distinct(source, p -> Stream.of(p.run().plan().suite().value())));
    lines.put("Racks", distinct(source, p -> attempts(p).map(a -> a.rack().value())));
    lines.put("Boards", distinct(source, p -> attempts(p).map(a -> a.board().value())));
    for (BranchReports.Part part : source.parts()) { // the newest first
      part.run()
          .plan()
          .build()
          .images()
          .forEach(i -> lines.putIfAbsent("Version." + i.boardType(), i.banner().version()));
    }
    return lines;
  }

  private static Stream<BoardReport> attempts(BranchReports.Part part) {
    return part.run().attempts().stream();
  }

  private static String distinct(
      BranchReports.Source source, Function<BranchReports.Part, Stream<String>> what) {
    List<String> all = source.parts().stream().flatMap(what).distinct().sorted().toList();
    return all.stream().collect(Collectors.joining(" "));
  }
}
