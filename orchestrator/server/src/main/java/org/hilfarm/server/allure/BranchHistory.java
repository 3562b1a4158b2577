package org.hilfarm.server.allure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.wire.json.Json;

/**
 * The folder {@code history} of a branch's report, told from the branch's runs: what each pair was
 * before, and how all of the branch stood after each run. The keys are Allure's.
 */
final class BranchHistory {
  /** Allure itself keeps no more. */
  private static final int MOST = 20;

  private BranchHistory() {}

  record Statistic(int failed, int broken, int skipped, int passed, int unknown, int total) {
    static Statistic of(Collection<String> statuses) {
      return new Statistic(
          count(statuses, "failed"),
          count(statuses, "broken"),
          0,
          count(statuses, "passed"),
          0,
          statuses.size());
    }

    private static int count(Collection<String> statuses, String status) {
      return Math.toIntExact(statuses.stream().filter(status::equals).count());
    }
  }

  record Time(long start, long stop, long duration) {}

  record Item(String uid, String reportUrl, String status, Time time) {}

  record Pair(Statistic statistic, List<Item> items) {}

  record Point(Optional<Long> buildOrder, String reportUrl, String reportName, Statistic data) {}

  static void write(Path folder, BranchReports.Source source) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("history.json"), Json.write(pairs(source.past())));
    Files.writeString(folder.resolve("history-trend.json"), Json.write(trend(source.past())));
  }

  /** Of each pair all but the newest, which is a result of the report. */
  private static Map<String, Pair> pairs(List<Past> past) {
    Map<Requirement, List<Item>> items = new TreeMap<>();
    Set<Requirement> newest = new HashSet<>();
    for (Past run : past) {
      run.endings()
          .forEach(
              (pair, word) -> {
                if (!newest.add(pair)) {
                  items
                      .computeIfAbsent(pair, p -> new ArrayList<>())
                      .add(item(run, pair, Past.status(word)));
                }
              });
    }
    Map<String, Pair> pairs = new TreeMap<>();
    items.forEach((pair, of) -> pairs.put(Results.history(pair), pair(of)));
    return pairs;
  }

  private static Pair pair(List<Item> items) {
    List<Item> kept = items.subList(0, Math.min(MOST, items.size()));
    return new Pair(Statistic.of(kept.stream().map(Item::status).toList()), kept);
  }

  private static Item item(Past run, Requirement pair, String status) {
    long at = run.ended().toEpochMilli();
    String uid = Sha256.of((run.run() + " " + pair).getBytes(StandardCharsets.UTF_8)).brief();
    return new Item(uid, report(run.run()), status, new Time(at, at, 0));
  }

  /** How the branch stood after each run but the newest, the latest first. */
  private static List<Point> trend(List<Past> past) {
    Map<Requirement, String> stood = new TreeMap<>();
    List<Point> points = new ArrayList<>();
    for (Past run : past.reversed().subList(0, Math.max(0, past.size() - 1))) {
      run.endings().forEach((pair, word) -> stood.put(pair, Past.status(word)));
      points.addFirst(
          new Point(
              RunFiles.number(run.run()),
              report(run.run()),
              "run " + run.run(),
              Statistic.of(stood.values())));
    }
    return points.subList(0, Math.min(MOST, points.size()));
  }

  private static String report(RunId run) {
    return "../../" + run + "/";
  }
}
