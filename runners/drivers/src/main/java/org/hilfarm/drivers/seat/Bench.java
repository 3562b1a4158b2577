package org.hilfarm.drivers.seat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.hilfarm.drivers.clock.BoardClock;
import org.hilfarm.drivers.power.PortPower;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Slot;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/**
 * One board's place on the rack and what is at hand there. Immutable.
 *
 * @param root the rack's root: {@code /}, or the folder of a virtual rack
 * @param slot the place and its wiring
 * @param type what sits there
 * @param tools the outside programs
 * @param clock rack time
 * @param cleanStart how a board gets its clean start here
 */
public record Bench(
    Path root, Slot slot, BoardType type, Tools tools, InstantSource clock, CleanStart cleanStart) {

  /** A rack's: its ports switch power. */
  public Bench(Path root, Slot slot, BoardType type, Tools tools, InstantSource clock) {
    this(root, slot, type, tools, clock, CleanStart.POWER_CYCLE);
  }

  /** What is plugged in. */
  public UsbTree usb() {
    return new UsbTree(root);
  }

  /** The switch of the board's power. */
  public PortPower power() {
    return PortPower.of(root, slot, tools);
  }

  /** The board's own time. */
  public BoardClock time() {
    return BoardClock.of(root, slot.port());
  }

  /** A deadline for something the board does in so much of its own time, inside an outer one. */
  public Deadline patience(Duration boardTime, Deadline outer) {
    Duration wall = time().toWall(boardTime);
    Duration least = BoardClock.LEAST_WAIT;
    return outer.within(wall.compareTo(least) < 0 ? least : wall);
  }

  /** The same for something that is looked for again and again: it follows the board's clock. */
  public Deadline appearance(Duration boardTime, Deadline outer) {
    return time().following(boardTime, outer);
  }

  /** Lets some board time pass, for what gives no sign when it is over. */
  public void letPass(Duration boardTime, Deadline outer) throws InterruptedException {
    time().letPass(boardTime, outer);
  }

  /** The board as messages name it. */
  public String name() {
    return "%s %s at port %s (slot %s)".formatted(type.id(), slot.serial(), slot.port(), slot.id());
  }
}
