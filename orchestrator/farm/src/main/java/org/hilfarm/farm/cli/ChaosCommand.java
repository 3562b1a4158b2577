package org.hilfarm.farm.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.hilfarm.farm.chaos.Campaign;
import org.hilfarm.farm.chaos.page.ResumeFile;
import org.hilfarm.farm.chaos.page.RoundRecord;
import org.hilfarm.farm.chaos.page.RoundText;
import org.hilfarm.farm.chaos.plan.RoundPlan;
import org.hilfarm.farm.show.Console;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "chaos",
    description =
        "Strikes a whole farm of real processes while it works, and asks its database afterwards"
            + " whether every promise was kept. The same seed is the same campaign.",
    footer = {
      "",
      "Examples:",
      "  ./farm chaos --seed 1 --rounds 30 --resume rounds.jsonl",
      "  ./farm chaos --seed 1 --round 7",
      "  ./farm chaos --seed 1 --round 7 --plan",
      "",
      "Exit codes: 0 all promises kept, 1 one was broken, 2 usage, 3 could not be played,"
          + " 130 cancelled."
    })
final class ChaosCommand extends Helpful implements Callable<Integer> {
  private static final int MOST_ROUNDS = 10_000;

  private final Scene scene;

  @Option(names = "--seed", description = "Fixes the campaign (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--rounds", description = "How many (default: ${DEFAULT-VALUE}).")
  private int rounds = 1;

  @Option(names = "--round", paramLabel = "N", description = "Only this one.")
  private @Nullable Integer only;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Keeps finished rounds in this file and does not play them again.")
  private @Nullable Path resume;

  @Option(names = "--small", description = "Rounds as short as can be.")
  private boolean small;

  @Option(
      names = "--lease",
      paramLabel = "SECONDS",
      description = "How long a lease lasts, 2 to 60 (default: ${DEFAULT-VALUE}).")
  private long leaseSeconds = 5;

  @Option(
      names = "--speed",
      paramLabel = "RATE",
      description =
          "How much faster than the wall's the boards' time runs (default: ${DEFAULT-VALUE}).")
  private double speed = 10;

  @Option(names = "--plan", description = "Prints what would be done, as JSON, and does nothing.")
  private boolean plan;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  ChaosCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    check();
    int first = only == null ? 1 : only;
    int last = only == null ? rounds : only;
    Campaign.Settings settings =
        new Campaign.Settings(
            scene.place().data(),
            scene.place().repository(),
            small,
            Duration.ofSeconds(leaseSeconds),
            speed);
    if (plan) {
      List<RoundPlan> plans =
          IntStream.rangeClosed(first, last).mapToObj(r -> settings.plan(seed, r)).toList();
      scene.console().out().println(Json.pretty(plans));
      return ExitCode.PASS;
    }
    return play(settings, first, last);
  }

  private void check() {
    if (rounds < 1 || rounds > MOST_ROUNDS || (only != null && only < 1)) {
      throw new IllegalArgumentException(
          "--rounds and --round are numbers from 1 to %d".formatted(MOST_ROUNDS));
    }
    if (leaseSeconds < 2 || leaseSeconds > 60) {
      throw new IllegalArgumentException(
          "--lease: %d is not 2 to 60 seconds".formatted(leaseSeconds));
    }
    if (!(speed >= 0.1 && speed <= 100)) {
      throw new IllegalArgumentException("--speed: %s is not 0.1 to 100".formatted(speed));
    }
  }

  private int play(Campaign.Settings settings, int first, int last) throws Exception {
    Console console = scene.console();
    Optional<ResumeFile> kept =
        resume == null ? Optional.empty() : Optional.of(ResumeFile.open(resume));
    kept.flatMap(ResumeFile::dropped).ifPresent(console::say);
    List<RoundRecord> records =
        new Campaign(settings, kept, new Campaign.Listener(this::progress, this::result))
            .play(seed, first, last);
    if (json) {
      console.out().println(Json.pretty(records));
    } else {
      RoundText.table(records, console.width()).forEach(console.out()::println);
    }
    return records.stream().allMatch(RoundRecord::clean) ? ExitCode.PASS : ExitCode.BLOCKED;
  }

  /** On a terminal one line that changes. */
  private synchronized void progress(String text) {
    Console console = scene.console();
    if (console.live()) {
      int most = console.width() - 1;
      String line = text.length() > most ? text.substring(0, most) : text;
      console.err().print("\r\033[K" + line);
      console.err().flush();
    } else {
      console.say(text);
    }
  }

  private synchronized void result(String line) {
    scene.console().say((scene.console().live() ? "\r\033[K" : "") + line);
  }
}
