package org.hilfarm.drivers.drive;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/**
 * What a board has in its file system, as it says itself. The board may lie: this finds what was
 * left by chance or by another's build, and not what its own firmware hides.
 */
final class Leftovers {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
  private static final Duration GONE_WITHIN = Duration.ofSeconds(10);
  private static final Duration ASK_EVERY = Duration.ofMillis(10);

  /** Places of other file systems are there without any file. */
  private static final String QUESTION =
      "import os\nprint(*[n for n in os.listdir('/') if n not in ('sd', 'rom', 'boot_out.txt')])";

  private Leftovers() {}

  /** The names at the top; empty where there are none. */
  static String ask(Bench bench, Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    Execution end = attached.raw(outer).exec(QUESTION, bench.patience(ANSWERS_WITHIN, outer));
    attached.used();
    if (end instanceof Execution.Ended ended && !ended.raised()) {
      return ended.stdout().strip();
    }
    throw new SessionException(
        FaultKind.NO_ANSWER,
        "%s does not list its files: %s".formatted(bench.name(), Evidence.of(end)));
  }

  /** Waits until the board sees none. */
  static void awaitNone(Bench bench, Attached attached, String said, Deadline outer)
      throws SessionException, InterruptedException {
    Deadline deadline = bench.appearance(GONE_WITHIN, outer);
    boolean last = false;
    String left = ask(bench, attached, outer);
    while (!left.isEmpty()) {
      if (last) {
        throw new SessionException(
            FaultKind.DRIVE_MISSING,
            "everything was taken off %s, but after %d ms the board still sees %s: %s"
                .formatted(
                    bench.name(),
                    deadline.budget().toMillis(),
                    Evidence.tail(left),
                    Evidence.tail(said)));
      }
      LockSupport.parkNanos(ASK_EVERY.toNanos());
      last = deadline.passed(); // an answer may have begun before the board took it
      left = ask(bench, attached, outer);
    }
  }
}
