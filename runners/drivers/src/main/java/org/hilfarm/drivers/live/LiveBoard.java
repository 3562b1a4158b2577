package org.hilfarm.drivers.live;

import java.io.IOException;
import java.time.Duration;
import org.hilfarm.drivers.console.Tap;
import org.hilfarm.drivers.flash.FlashListener;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.drivers.power.PowerException;
import org.hilfarm.drivers.recover.PutBack;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.session.BoardSession;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.time.Deadline;

/**
 * A board that a person has: typed at, power-cycled, flashed, and put back at the end. Whoever has
 * the board's lease uses it, one thread; what the board says is heard on the port's own.
 */
public final class LiveBoard implements AutoCloseable {
  /** A board that was just reset is back by then. */
  private static final Duration TYPED_WITHIN = Duration.ofSeconds(10);

  private static final Duration SWITCHES_WITHIN = Duration.ofSeconds(5);

  private final Bench bench;
  private final LiveConsole console;

  /** Opens its console, which stays open whenever the board is there. */
  public LiveBoard(Bench bench, Tap tap) {
    this.bench = bench;
    this.console = new LiveConsole(bench, tap);
  }

  /**
   * What came of something.
   *
   * @param well whether it was done
   * @param said what to tell the person
   */
  public record Outcome(boolean well, String said) {}

  /** Types at the console; a board that restarts is waited for a little. */
  public Outcome type(byte[] keys, Deadline outer) throws InterruptedException {
    try {
      console.type(keys, bench.patience(TYPED_WITHIN, outer));
      return new Outcome(true, "");
    } catch (IOException e) {
      return new Outcome(false, String.valueOf(e.getMessage()));
    }
  }

  /** The port's power off and on; when the board is back shows on its console. */
  public Outcome cyclePower(Deadline outer) throws InterruptedException {
    console.letGo();
    try {
      bench.power().cycle(bench.slot().port(), bench.patience(SWITCHES_WITHIN, outer));
      return new Outcome(
          true, "port %s was switched off and on again".formatted(bench.slot().port()));
    } catch (PowerException e) {
      return new Outcome(
          false,
          "port %s (slot %s) cannot be switched by itself: %s"
              .formatted(bench.slot().port(), bench.slot().id(), e.getMessage()));
    } finally {
      console.hold();
    }
  }

  /** Writes an image and proves that it runs; never cut off in the middle. */
  public Outcome flash(Image image, ImageArrival file, Deadline outer) throws InterruptedException {
    console.letGo();
    try (BoardSession session = new BoardSession(bench, image.banner().version(), 0)) {
      return switch (session.flash(image, file, FlashListener.none(), outer)) {
        case FlashReport.Running running ->
            new Outcome(true, "%s was written and runs".formatted(image.fileName()));
        case FlashReport.NotRunning not -> new Outcome(false, not.fault().toString());
      };
    } finally {
      console.hold();
    }
  }

  /**
   * Makes it a board for jobs again.
   *
   * @param used whether a person did anything to it
   */
  public Outcome putBack(boolean used, Deadline outer) throws InterruptedException {
    console.letGo();
    PutBack.Result result = new PutBack(bench).restore(used, outer);
    return new Outcome(result.well(), result.words());
  }

  @Override
  public void close() {
    console.close();
  }
}
