package org.hilfarm.model.report;

/** Everything that can go wrong on a board, and by that who must act. */
public enum FaultKind {
  CHECK_FAILED(Blame.FIRMWARE),
  UNEXPECTED_RESET(Blame.FIRMWARE),
  CONTRADICTORY_RESET(Blame.FIRMWARE),
  /** A reset that had to come did not, on a board that still answers. */
  MISSING_RESET(Blame.FIRMWARE),
  /** Hung under this image, while the baseline passes the same script on the same board. */
  HANG_PROVEN(Blame.FIRMWARE),
  /** Written and verified, yet never starts, while the baseline starts on the same board. */
  NOT_BOOTABLE(Blame.FIRMWARE),
  /** Raised under this image, while the baseline passes the same script on the same board. */
  RAISED_PROVEN(Blame.FIRMWARE),
  /**
   * Finds the wiring wrong under this image, while the baseline finds it right on the same board.
   */
  WIRING_REFUTED(Blame.FIRMWARE),

  SCRIPT_BROKEN(Blame.SCRIPT),
  SCRIPT_RAISED(Blame.SCRIPT),
  SKIPPED_REQUIRED(Blame.SCRIPT),

  /** Silent, and nothing yet tells a hung firmware from a broken board. */
  NO_ANSWER(Blame.RACK),
  /** Written whole, yet never starts, and nothing yet tells a dead image from a broken board. */
  NEVER_STARTED(Blame.RACK),
  /** The board reports another version or board id than the image that was written. */
  IMAGE_NOT_RUNNING(Blame.RACK),
  BOARD_MISSING(Blame.RACK),
  BOARD_MOVED(Blame.RACK),
  DRIVE_MISSING(Blame.RACK),
  BOOTLOADER_STUCK(Blame.RACK),
  FLASH_FAILED(Blame.RACK),
  FLASH_TOO_SLOW(Blame.RACK),
  DISCONNECTED(Blame.RACK),
  POWER_SWITCH_FAILED(Blame.RACK),
  WIRING_WRONG(Blame.RACK),
  /** Records are missing or out of order: output was lost between board and farm. */
  RECORDS_LOST(Blame.RACK),

  TOOL_MISSING(Blame.FARM),
  FARM_BUG(Blame.FARM),
  LEASE_EXPIRED(Blame.FARM),
  IMAGE_TOO_LARGE(Blame.RACK),

  CANCELLED(Blame.NOBODY);

  private final Blame blame;

  FaultKind(Blame blame) {
    this.blame = blame;
  }

  /** Who must act. */
  public Blame blame() {
    return blame;
  }
}
