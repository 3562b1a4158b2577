package org.hilfarm.virtual.circuitpython.port;

import org.hilfarm.virtual.board.Chip;

/** Remembers that code wrote to the drive and passes it on when a file can be expected closed. */
public final class Disk {
  private final Chip chip;
  private boolean written;

  public Disk(Chip chip) {
    this.chip = chip;
  }

  /** Code opened a file for writing, or changed a name. */
  public void wrote() {
    written = true;
  }

  /** Lets the host see what was written. */
  public void flush() {
    if (written) {
      written = false;
      chip.driveChanged();
    }
  }
}
