package org.hilfarm.drivers.power;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SwitchCommand;
import org.hilfarm.process.Command;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;

/** A line that a program of the host switches: a relay board's, a socket strip's. */
record CommandLine(Path root, SwitchCommand wiring, Slot slot, String what) implements Line {
  private static final Duration LETTING_GO = Duration.ofSeconds(10);

  @Override
  public void set(boolean on, Deadline deadline) throws PowerException, InterruptedException {
    List<String> words = wiring.words(on, slot);
    Path program = root.resolve(words.getFirst().substring(1)).normalize();
    String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
    SwitchTool.run(
        what + " was not switched " + PortSwitch.word(on),
        Command.of(program, arguments),
        deadline.within(SwitchTool.AT_MOST));
  }

  @Override
  public void press(Duration held, Deadline deadline) throws PowerException, InterruptedException {
    try {
      set(true, deadline);
      Pause.until(deadline.within(held));
    } finally {
      set(false, Deadline.after(LETTING_GO, deadline.ticker()));
    }
  }

  /** Its switch stays as it is. */
  @Override
  public void close() {}
}
