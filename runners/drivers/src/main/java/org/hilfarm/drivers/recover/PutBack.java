package org.hilfarm.drivers.recover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.reset.ResetLedger;
import org.hilfarm.drivers.reset.ResetOracle;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.CodePlaces;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Overheard;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.seat.StartEar;
import org.hilfarm.model.board.Rung;
import org.hilfarm.time.Deadline;

/**
 * Puts a board back that a person had: a new interpreter, and no file of theirs. A board that does
 * not come to that needs a ladder. Whoever has the board's lease calls it; one thread.
 */
public final class PutBack {
  private static final Duration STEP_WITHIN = Duration.ofMinutes(2);
  private static final Duration LEFT_WITHIN = Duration.ofSeconds(2);

  /** What the rules of resets are read for, of which none is judged here. */
  private static final String SOME_VERSION = "10.0.0";

  private final Bench bench;

  public PutBack(Bench bench) {
    this.bench = bench;
  }

  /**
   * What came of it.
   *
   * @param well whether the board is as for a job
   * @param words what was done, or what is wrong
   */
  public record Result(boolean well, String words) {}

  /**
   * Does it.
   *
   * @param used whether a person did anything to it, so that its files may be theirs
   */
  public Result restore(boolean used, Deadline outer) throws InterruptedException {
    ResetOracle oracle =
        new ResetOracle(bench.type().family(), bench.type().firmware(), SOME_VERSION);
    try (Overheard overheard = Overheard.at(bench);
        Seat seat =
            new Seat(
                bench,
                new Transcript(bench.clock()),
                new StartEar(overheard, bench.type().family(), new CodePlaces(Optional.empty())),
                new ResetLedger(oracle))) {
      return restore(seat, used, outer);
    }
  }

  private static Result restore(Seat seat, boolean used, Deadline outer)
      throws InterruptedException {
    Rungs rungs = new Rungs(seat, Optional.empty());
    List<Rung> steps =
        used ? List.of(Rung.SOFT_REBOOT, Rung.RESET_FILESYSTEM) : List.of(Rung.SOFT_REBOOT);
    List<String> done = new ArrayList<>();
    Sight unseen = Sight.ill("nobody has looked yet");
    try {
      for (Rung step : steps) {
        switch (rungs.take(step, unseen, outer.within(STEP_WITHIN))) {
          case Took.Done took -> done.add(took.what());
          case Took.PassedOver passed -> done.add(passed.why());
        }
      }
    } catch (SessionException e) {
      return new Result(false, Evidence.of(e));
    }
    Sight seen = new Eye(seat).now(outer.within(STEP_WITHIN));
    seat.leave(outer.within(LEFT_WITHIN));
    return new Result(seen.well(), String.join("; ", done) + "; " + seen.words());
  }
}
