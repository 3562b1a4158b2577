package org.hilfarm.virtual.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;

/** What an image over the whole flash chip takes with it. */
final class Overwritten {
  private Overwritten() {}

  /** Where the whole chip was written, the drive, the nvm and what was ruined are gone. */
  static void clear(Board board) {
    if (!board.flash().wasOverwritten()) {
      return;
    }
    try {
      board.drive().erase();
      Files.deleteIfExists(board.nvm());
    } catch (IOException e) {
      throw new UncheckedIOException("a virtual board's drive cannot be erased", e);
    }
    board.faults().mend(FaultStage.RUNNING, FaultKind.RUINED);
    board.faults().mend(FaultStage.RUNNING, FaultKind.MISSING_DRIVE);
  }
}
