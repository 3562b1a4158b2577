package org.hilfarm.drivers.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/** What a board says it runs, for one that is tested with the firmware it has. */
public final class Greeting {
  private static final Duration GREETS_WITHIN = Duration.ofSeconds(8);

  private Greeting() {}

  /**
   * Asks for the banner. The board's code.py is ended, and its console closed again. Throws where
   * the board is not there, or says no banner the farm knows.
   */
  public static Banner of(Bench bench, Deadline outer)
      throws SessionException, InterruptedException {
    Transcript unkept = new Transcript(bench.clock());
    try (Attached attached = Attached.to(bench, unkept, Optional.empty(), outer)) {
      return attached.raw(outer).leave(bench.patience(GREETS_WITHIN, outer));
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.NO_ANSWER,
          "%s does not show its banner: %s".formatted(bench.name(), Evidence.of(e)),
          e);
    }
  }
}
