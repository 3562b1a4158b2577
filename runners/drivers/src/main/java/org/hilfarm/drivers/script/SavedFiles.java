package org.hilfarm.drivers.script;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hilfarm.drivers.drive.CircuitPyDrive;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.script.Act;
import org.hilfarm.time.Deadline;

/** Files the host saves on a board's drive while its code runs, as somebody with an editor does. */
final class SavedFiles {
  /** Python takes it for a comment. */
  private static final String FILLER =
      "# saved by the farm, line %05d, to see what the board makes of a save\n";

  private final Seat seat;
  private final CircuitPyDrive drive;
  private final Optional<String> program;

  SavedFiles(Seat seat, Optional<String> program) {
    this.seat = seat;
    this.drive = new CircuitPyDrive(seat.bench());
    this.program = program;
  }

  void save(Act.Save save, Deadline deadline) throws SessionException, InterruptedException {
    String text = save.file().equals("code.py") ? program.orElse("") : "";
    byte[] bytes = filled(text, save.bytes()).getBytes(StandardCharsets.UTF_8);
    if (program.isEmpty() || !save.file().equals("code.py")) {
      seat.leavesBehind(save.file());
    }
    drive.save(save.file(), bytes, save.times(), seat.attached(deadline).device(), deadline);
  }

  void remove(String file, Deadline deadline) throws SessionException, InterruptedException {
    drive.remove(file, seat.attached(deadline).device(), deadline);
  }

  /** The text, made this long with comments. */
  private static String filled(String text, int bytes) {
    StringBuilder filled = new StringBuilder(text);
    for (int line = 1; filled.length() < bytes; line++) {
      filled.append(FILLER.formatted(line));
    }
    filled.setLength(Math.max(text.length(), bytes));
    return filled.toString();
  }
}
