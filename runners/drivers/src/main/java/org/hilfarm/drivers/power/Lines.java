package org.hilfarm.drivers.power;

import java.nio.file.Path;
import java.util.List;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotSwitch;
import org.hilfarm.model.board.SwitchCommand;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.process.Tools;

/**
 * The lines of a slot. Any thread may ask for one; each is one thread's.
 *
 * @param root the rack's root: {@code /}, or the folder of a virtual rack
 * @param slot whose
 * @param tools where this machine has gpioset; a virtual rack has its own
 */
public record Lines(Path root, Slot slot, Tools tools) {
  private static final Path THIS_MACHINE = Path.of("/");

  /**
   * A line of this slot.
   *
   * @param name as messages say it: "the reset line"
   */
  public Line open(SlotSwitch by, String name) {
    String what = name + " of slot " + slot.id();
    return switch (by) {
      case SwitchFile file -> new FileLine(root, file, what);
      case GpioLine gpio -> new GpioSet(gpio, what, toolsOf(root, tools));
      case SwitchCommand command -> new CommandLine(root, command, slot, what);
    };
  }

  /**
   * The tools that switch something of a rack. Those of this machine switch this machine's hubs and
   * lines, so they are never for a virtual rack, which has a {@code usr/bin} of its own.
   */
  static Tools toolsOf(Path root, Tools tools) {
    return root.equals(THIS_MACHINE) ? tools : new Tools(List.of(root.resolve("usr/bin")));
  }
}
