package org.hilfarm.farm.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hilfarm.farm.chaos.page.ResumeFile;
import org.hilfarm.farm.chaos.page.RoundRecord;
import org.hilfarm.farm.chaos.page.RoundText;
import org.hilfarm.farm.chaos.plan.Planner;
import org.hilfarm.farm.chaos.plan.RoundPlan;
import org.hilfarm.farm.chaos.plan.Scale;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.wire.config.ConfigProblems;

/** Plays rounds one after the other; each has a farm of its own. One thread. */
public final class Campaign {
  private final Settings settings;
  private final Optional<ResumeFile> resume;
  private final Listener listener;

  /**
   * How it is played.
   *
   * @param data where the rounds' folders are made
   * @param repository whose board types and scripts are used
   * @param small whether a round is as short as can be
   * @param lease how long a lease lasts
   * @param speed how much faster than the wall's the boards' time runs
   */
  public record Settings(Path data, Path repository, boolean small, Duration lease, double speed) {
    /** The options that say so. */
    String options() {
      return "%s--lease %d --speed %s".formatted(small ? "--small " : "", lease.toSeconds(), speed);
    }

    /** A round's plan. */
    public RoundPlan plan(long seed, int round) {
      return Planner.of(seed, round, small ? Scale.small(lease) : Scale.usual(lease));
    }
  }

  /**
   * Who hears of it.
   *
   * @param progress how far a round is
   * @param result what is worth keeping on a page
   */
  public record Listener(Consumer<String> progress, Consumer<String> result) {}

  public Campaign(Settings settings, Optional<ResumeFile> resume, Listener listener) {
    this.settings = settings;
    this.resume = resume;
    this.listener = listener;
  }

  /** Plays these rounds, except those that were played already. */
  public List<RoundRecord> play(long seed, int first, int last)
      throws IOException, ToolMissingException, ConfigProblems, InterruptedException {
    List<RoundRecord> records = new ArrayList<>();
    for (int round = first; round <= last; round++) {
      int number = round;
      Optional<RoundRecord> played =
          resume.flatMap(r -> r.played(seed, number, settings.options()));
      records.add(played.isPresent() ? played.get() : play(seed, number));
    }
    return records;
  }

  private RoundRecord play(long seed, int round)
      throws IOException, ToolMissingException, ConfigProblems, InterruptedException {
    RoundRecord record =
        new Round(
                settings,
                settings.plan(seed, round),
                said -> listener.progress().accept("round %d: %s".formatted(round, said)))
            .play();
    if (resume.isPresent()) {
      resume.get().add(record);
    }
    RoundText.lines(record).forEach(listener.result());
    return record;
  }
}
