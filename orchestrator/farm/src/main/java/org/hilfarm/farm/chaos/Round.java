package org.hilfarm.farm.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hilfarm.farm.chaos.page.RoundRecord;
import org.hilfarm.farm.chaos.plan.RoundPlan;
import org.hilfarm.farm.chaos.stage.Stage;
import org.hilfarm.farm.chaos.strike.Striker;
import org.hilfarm.farm.chaos.strike.Struck;
import org.hilfarm.farm.chaos.strike.Submitter;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.server.postgres.DatabaseAwayException;
import org.hilfarm.server.postgres.Inquiry;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.time.Ticker;
import org.hilfarm.wire.config.ConfigProblems;

/**
 * Plays one round: sets a farm up, strikes it while builds come in, waits until nothing is under
 * way any more, and asks whether all promises were kept.
 */
final class Round {
  /** Longer than any lease, recovery and report; what is not over by then waits for ever. */
  private static final Duration QUIET_WITHIN = Duration.ofMinutes(4);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Campaign.Settings settings;
  private final RoundPlan plan;
  private final Consumer<String> news;

  /**
   * A round.
   *
   * @param news hears how far it is
   */
  Round(Campaign.Settings settings, RoundPlan plan, Consumer<String> news) {
    this.settings = settings;
    this.plan = plan;
    this.news = news;
  }

  /** Plays it; its folder is kept where a promise was broken. */
  RoundRecord play()
      throws IOException, ToolMissingException, ConfigProblems, InterruptedException {
    Path all = Files.createDirectories(settings.data().resolve("chaos"));
    Path folder =
        Files.createTempDirectory(all, "seed-%d-round-%d-".formatted(plan.seed(), plan.round()));
    boolean keep = false;
    try {
      RoundRecord record = play(folder);
      keep = !record.clean();
      return record;
    } catch (IOException | RuntimeException e) {
      keep = true;
      throw new IOException(
          "round %d of seed %d could not be played: %s; its data is kept in %s"
              .formatted(plan.round(), plan.seed(), e.getMessage(), folder),
          e);
    } finally {
      if (!keep) {
        delete(folder);
      }
    }
  }

  private RoundRecord play(Path folder)
      throws IOException, ToolMissingException, ConfigProblems, InterruptedException {
    Ticker ticker = Ticker.system();
    long began = ticker.nanos();
    news.accept("setting up");
    try (Stage stage = stage(folder)) {
      List<Struck> struck;
      List<String> accepted;
      try (Submitter submitter = Submitter.start(stage, plan);
          Striker striker = Striker.start(stage, plan, s -> news.accept(words(s)))) {
        struck = striker.await();
        accepted = submitter.await();
      }
      quiet(stage);
      List<Inquiry.Broken> broken =
          new ArrayList<>(stage.inquiry().ask(new Inquiry.Known(accepted, plan.suspects())));
      fights(stage).ifPresent(broken::add);
      SortedMap<String, Long> figures =
          RoundRecord.together(stage.inquiry().figures(), stage.figures());
      return new RoundRecord(
          plan.seed(),
          plan.round(),
          settings.options(),
          (ticker.nanos() - began) / 1e9,
          RoundRecord.counted(struck),
          struck.stream().filter(s -> !s.hit()).toList(),
          figures,
          broken,
          broken.isEmpty() ? Optional.empty() : Optional.of(folder.toString()));
    }
  }

  /** What no database knows: who really had a board's port open. */
  private static Optional<Inquiry.Broken> fights(Stage stage) {
    List<Map<String, String>> rows =
        stage.fights().stream().map(words -> Map.of("seen", words)).toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new Inquiry.Broken("ONE_WRITER", "no board had two writers at a time", rows));
  }

  private Stage stage(Path folder)
      throws IOException, ToolMissingException, ConfigProblems, InterruptedException {
    return new Stage(
        new Stage.Settings(folder, settings.repository(), settings.lease(), settings.speed()));
  }

  private static String words(Struck struck) {
    return struck.hit()
        ? "struck: %s %s".formatted(struck.kind(), struck.target())
        : "missed: %s %s: %s".formatted(struck.kind(), struck.target(), struck.seen());
  }

  /** Waits until nothing is under way; what is at last, the questions show. */
  private void quiet(Stage stage) throws InterruptedException {
    Deadline deadline = Deadline.after(QUIET_WITHIN);
    String told = "";
    while (!deadline.passed()) {
      String now;
      try {
        Map<String, Long> open = stage.inquiry().open();
        if (open.isEmpty()) {
          return;
        }
        now = "under way: " + open;
      } catch (DatabaseAwayException e) {
        now = String.valueOf(e.getMessage());
      }
      if (!now.equals(told)) {
        news.accept(now);
        told = now;
      }
      Pause.until(deadline.within(LOOK));
    }
  }

  private static void delete(Path tree) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(tree)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
