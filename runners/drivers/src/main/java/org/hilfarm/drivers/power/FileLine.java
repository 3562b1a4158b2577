package org.hilfarm.drivers.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;

/** A line that is a file of the host. */
record FileLine(Path root, SwitchFile wiring, String what) implements Line {

  @Override
  public void set(boolean on, Deadline deadline) throws PowerException {
    String text = on ? wiring.on() : wiring.off();
    Path file = root.resolve(wiring.path()).normalize();
    try {
      if (!file.startsWith(root.normalize())) {
        throw new IOException("it lies outside the rack");
      }
      Files.writeString(file, text + "\n", how());
    } catch (IOException e) {
      throw new PowerException(
          "\"%s\" cannot be written to %s, which is %s: %s".formatted(text, file, what, reason(e)),
          e);
    }
  }

  @Override
  public void press(Duration held, Deadline deadline) throws PowerException, InterruptedException {
    try {
      set(true, deadline);
      Pause.until(deadline.within(held));
    } finally {
      set(false, deadline);
    }
  }

  /** Nothing holds it. */
  @Override
  public void close() {}

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "there is no such file"
        : String.valueOf(e.getMessage());
  }

  /** Whoever watches the file should not see it empty, so it is truncated only where it must be. */
  private StandardOpenOption[] how() {
    return wiring.on().length() == wiring.off().length()
        ? new StandardOpenOption[] {StandardOpenOption.WRITE}
        : new StandardOpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING};
  }
}
