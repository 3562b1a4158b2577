package org.hilfarm.virtual.emulated;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Something that happened to an emulated chip. */
sealed interface ChipEvent {
  /**
   * The chip starts.
   *
   * @param cause {@code power}, {@code run}, {@code watchdog}, {@code chip} or {@code sysreset}
   */
  record Started(String cause) implements ChipEvent {}

  /**
   * The device has told the host what it is, and was configured.
   *
   * @param cdc whether it has a serial port
   */
  record Enumerated(
      int vid,
      int pid,
      String manufacturer,
      String product,
      String serial,
      boolean cdc,
      Optional<Disk> disk)
      implements ChipEvent {}

  /** The size of a drive. */
  record Disk(int blocks, int blockBytes) {}

  /** It is on USB no more. */
  record Gone() implements ChipEvent {}

  /** Bytes from its serial port. */
  record Said(ByteBuffer bytes) implements ChipEvent {}

  /** Bytes from its UART. */
  record Uart(ByteBuffer bytes) implements ChipEvent {}

  /** What its drive holds from this block on. */
  record Sectors(int block, ByteBuffer bytes) implements ChipEvent {}

  /** What became of blocks that the host wrote. */
  record Wrote(int block, int blocks, boolean taken) implements ChipEvent {}

  /** How many bytes its firmware has taken from the serial port since it was enumerated. */
  record Taken(int bytes) implements ChipEvent {}

  /** Its boot ROM waits for an image. */
  record Bootsel() implements ChipEvent {}

  /**
   * Its own time since power came.
   *
   * @param busy whether it computes rather than waits
   */
  record Time(long nanos, boolean busy) implements ChipEvent {}

  /** It runs on, but nowhere: a hard fault, a lockup, something the emulator does not know. */
  record Stuck(String what, String pc, String text) implements ChipEvent {
    /** Whether the emulator has cut its power, because it cannot play it any further. */
    boolean givenUp() {
      return what.equals("unimplemented");
    }
  }

  /** The emulator has ended; the chip with it. */
  record Lost() implements ChipEvent {}

  /** The emulator is there again; the chip has no power yet. */
  record Back() implements ChipEvent {}
}
