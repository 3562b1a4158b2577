package org.hilfarm.drivers.recover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.reset.ResetLedger;
import org.hilfarm.drivers.reset.ResetOracle;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.CleanStart;
import org.hilfarm.drivers.seat.CodePlaces;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Overheard;
import org.hilfarm.drivers.seat.Presence;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.seat.StartEar;
import org.hilfarm.model.board.Rung;
import org.hilfarm.model.board.RungStep;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Ticker;

/**
 * Brings a board back, cheapest rung first. After each rung somebody looks; a board that is well
 * then must prove it by three clean probes in a row, else the next rung follows. It touches nothing
 * but this board's port, console and drive. Whoever has the board's lease calls it; one thread.
 */
public final class Ladder {
  /** Clean probes in a row that make a board well. */
  public static final int PROBES = 3;

  /** What the rules of resets are read for where no baseline says it: any version will do here. */
  private static final String SOME_VERSION = "10.0.0";

  private static final Duration RUNG_WITHIN = Duration.ofMinutes(3);
  private static final Duration REFLASH_WITHIN = Duration.ofMinutes(8);

  private final Bench bench;
  private final Optional<KnownGood> good;
  private final Consumer<List<RungStep>> listener;
  private final BooleanSupplier unwanted;
  private final List<RungStep> steps = new ArrayList<>();

  /**
   * @param good the image held to be good on this board, if there is one
   * @param listener hears of all steps so far after each
   * @param unwanted asked between two steps, never in the middle of one
   */
  public Ladder(
      Bench bench,
      Optional<KnownGood> good,
      Consumer<List<RungStep>> listener,
      BooleanSupplier unwanted) {
    this.bench =
        new Bench(
            bench.root(),
            bench.slot(),
            bench.type(),
            bench.tools(),
            bench.clock(),
            CleanStart.POWER_CYCLE_OR_RESET);
    this.good = good;
    this.listener = listener;
    this.unwanted = unwanted;
  }

  /** Climbs it. */
  public Climb climb(Deadline outer) throws InterruptedException {
    String version = good.map(g -> g.image().banner().version()).orElse(SOME_VERSION);
    ResetOracle oracle = new ResetOracle(bench.type().family(), bench.type().firmware(), version);
    try (Overheard overheard = Overheard.at(bench);
        Seat seat =
            new Seat(
                bench,
                new Transcript(bench.clock()),
                new StartEar(overheard, bench.type().family(), new CodePlaces(Optional.empty())),
                new ResetLedger(oracle))) {
      return climb(seat, outer);
    }
  }

  private Climb climb(Seat seat, Deadline outer) throws InterruptedException {
    Eye eye = new Eye(seat);
    Rungs rungs = new Rungs(seat, good);
    Sight seen = Sight.ill("nobody has looked yet");
    for (Rung rung : Rung.values()) {
      if (rung == Rung.PROBE) {
        continue;
      }
      if (over(outer)) {
        return ended(outer);
      }
      seen = take(rung, rungs, eye, seen, outer);
      if (seen.well()) {
        seen = probe(eye, outer);
      }
      if (seen.well()) {
        return new Climb(
            true, "%s helped; %d clean probes in a row".formatted(rung.words(), PROBES), steps);
      }
    }
    return inItsBootloader()
        ? new Climb(
            true,
            "it waits in its bootloader, and no baseline is known for it: the next job writes its"
                + " image",
            steps)
        : new Climb(false, Advice.on(bench, seen), steps);
  }

  private Sight take(Rung rung, Rungs rungs, Eye eye, Sight before, Deadline outer)
      throws InterruptedException {
    Instant at = bench.clock().instant();
    long began = Ticker.system().nanos();
    Deadline within = outer.within(rung == Rung.REFLASH ? REFLASH_WITHIN : RUNG_WITHIN);
    Sight after = before;
    RungStep.Result result;
    String words;
    try {
      switch (rungs.take(rung, before, within)) {
        case Took.Done done -> {
          after = eye.now(within);
          result = after.well() ? RungStep.Result.HELPED : RungStep.Result.DID_NOT_HELP;
          words = done.what() + "; " + after.words();
        }
        case Took.PassedOver passed -> {
          result = RungStep.Result.SKIPPED;
          words = passed.why();
        }
      }
    } catch (SessionException e) {
      eye.seat().detach(); // what comes next may be another enumeration
      after = Sight.ill(Evidence.of(e));
      result = RungStep.Result.DID_NOT_HELP;
      words = after.words();
    }
    note(rung, result, at, began, words);
    return after;
  }

  private void note(Rung rung, RungStep.Result result, Instant at, long began, String words) {
    long millis = (Ticker.system().nanos() - began) / 1_000_000;
    steps.add(new RungStep(rung, result, at, millis, words));
    listener.accept(List.copyOf(steps));
  }

  /** How it was seen in the last probe; well only where all were clean. */
  private Sight probe(Eye eye, Deadline outer) throws InterruptedException {
    Sight seen = Sight.ill("not probed");
    for (int i = 0; i < PROBES && !over(outer); i++) {
      Instant at = bench.clock().instant();
      long began = Ticker.system().nanos();
      seen = eye.afterCleanStart(outer.within(RUNG_WITHIN));
      RungStep.Result result = seen.well() ? RungStep.Result.HELPED : RungStep.Result.DID_NOT_HELP;
      note(Rung.PROBE, result, at, began, seen.words());
      if (!seen.well()) {
        return seen;
      }
    }
    return over(outer) ? Sight.ill("the probes were cut off") : seen;
  }

  private boolean over(Deadline outer) {
    return outer.passed() || unwanted.getAsBoolean();
  }

  private Climb ended(Deadline outer) {
    return new Climb(
        false,
        outer.passed()
            ? "the ladder of %s did not end within %d min: look at its record"
                .formatted(bench.name(), outer.budget().toMinutes())
            : "somebody put an end to it",
        steps);
  }

  /** Where nothing is known to be good, a board that can be flashed is as well as it can be. */
  private boolean inItsBootloader() {
    return good.isEmpty() && new Presence(bench).now() == Presence.Life.BOOTLOADER;
  }
}
