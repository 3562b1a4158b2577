package org.hilfarm.drivers.drive;

import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.time.Deadline;

/** How files get onto a board: by its drive, or where it shows none through its REPL. */
public interface BoardFiles {
  /** What this board takes files by. */
  static BoardFiles of(Bench bench) {
    return switch (bench.type().firmware()) {
      case CIRCUITPYTHON -> new CircuitPyDrive(bench);
      case MICROPYTHON -> new ReplFiles(bench);
    };
  }

  /** Takes everything off the board that somebody left there, and makes sure that it is gone. */
  void clear(Attached attached, Deadline outer) throws SessionException, InterruptedException;

  /** Writes a file unless the board has it already, and makes sure that the board sees it. */
  void put(String name, String text, Attached attached, Deadline outer)
      throws SessionException, InterruptedException;
}
