package org.hilfarm.drivers.flash;

import java.time.Duration;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.report.Fault;

/** How a flash ended. */
public sealed interface FlashOutcome {
  /** What the flasher did and what its tool said, a line each. */
  String log();

  /**
   * The image is on the board, which was told to start it.
   *
   * @param digest of the bytes that were written
   * @param took from the call to its end
   * @param log what was done
   */
  record Written(Sha256 digest, Duration took, String log) implements FlashOutcome {}

  /**
   * It is not, or that cannot be known; the board may hold a part of it.
   *
   * @param fault why
   * @param log what was done
   */
  record Failed(Fault fault, String log) implements FlashOutcome {}
}
