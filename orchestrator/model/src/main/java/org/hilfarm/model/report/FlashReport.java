package org.hilfarm.model.report;

import java.time.Duration;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Sha256;

/** What became of the image. A board counts only as {@link Running}. */
public sealed interface FlashReport {
  /**
   * Written, and proven to run.
   *
   * @param written the digest of what was written
   * @param banner what the board says it runs
   * @param boardId what its boot_out.txt says it is
   * @param took from the first byte to the proof
   */
  record Running(Sha256 written, Banner banner, BoardTypeId boardId, Duration took)
      implements FlashReport {}

  /** Not running; nothing was tested. */
  record NotRunning(Fault fault) implements FlashReport {}
}
