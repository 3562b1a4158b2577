package org.hilfarm.agent.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hilfarm.drivers.recover.Climb;
import org.hilfarm.drivers.recover.Ladder;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.model.board.RungStep;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/**
 * Recovers boards with the ladder of the drivers. Any thread may use it.
 *
 * @param root the rack's root: {@code /}, or the folder of a virtual rack
 * @param tools the outside programs
 * @param clock rack time
 */
public record LadderRecoverer(Path root, Tools tools, InstantSource clock)
    implements BoardRecoverer {
  /** The outermost cap; every rung has a smaller budget of its own. */
  private static final Duration LONGEST = Duration.ofMinutes(20);

  @Override
  public Climb recover(Patient patient, Consumer<List<RungStep>> listener, BooleanSupplier unwanted)
      throws InterruptedException {
    Bench bench = new Bench(root, patient.slot(), patient.type(), tools, clock);
    return new Ladder(bench, patient.good(), listener, unwanted).climb(Deadline.after(LONGEST));
  }
}
