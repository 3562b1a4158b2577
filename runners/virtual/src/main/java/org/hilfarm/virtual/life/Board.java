package org.hilfarm.virtual.life;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Slot;
import org.hilfarm.virtual.board.BoardTime;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.board.Retained;
import org.hilfarm.virtual.drive.CircuitPyDrive;
import org.hilfarm.virtual.fault.BoardFaults;
import org.hilfarm.virtual.flash.FlashMemory;
import org.hilfarm.virtual.usb.UsbPlug;

/** A board's parts, and the ways on, as a life sees them. Any thread may use it. */
public interface Board {
  Slot slot();

  BoardType type();

  BoardTime time();

  FlashMemory flash();

  UsbPlug usb();

  CircuitPyDrive drive();

  /** What survives a reset, but not the loss of power. */
  Retained retained();

  BoardFaults faults();

  /** Where {@code microcontroller.nvm} is kept. */
  Path nvm();

  /** The level to which something outside brings a pin; empty: nothing does. Any thread. */
  Optional<Boolean> level(int pin);

  /** Says something on its debug UART; lost while nobody listens. */
  void debug(byte[] bytes);

  /** Runs something on the board's thread, if this life still lasts by then. */
  void run(Life life, Runnable task);

  /** The same, after some board time. */
  Alarm after(Life life, Duration boardTime, Runnable task);

  /** The same, after some time of the host's. */
  Alarm afterWall(Life life, Duration wall, Runnable task);

  /** The chip starts anew, and runs its application where it has one. */
  void restart(ResetCause cause);

  /** The chip starts anew and does something else. */
  void become(Life next);

  /** Something that is going to happen. */
  @FunctionalInterface
  interface Alarm {
    void cancel();
  }
}
