package org.hilfarm.drivers.commission;

import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.model.board.BoardType;

/** What is at a port of a host that is new. Only a board's port is ever switched. */
public sealed interface Occupant {

  /** Nothing. */
  record Nobody() implements Occupant {}

  /**
   * A board whose firmware runs.
   *
   * @param type what it is
   * @param device as the host sees it
   */
  record Board(BoardType type, UsbDevice device) implements Occupant {}

  /**
   * Something that may be a board, and cannot be told or be switched as it is.
   *
   * @param device as the host sees it
   * @param why what is in the way, and what to do
   */
  record Unready(UsbDevice device, String why) implements Occupant {}

  /**
   * Something that is no board of the farm's.
   *
   * @param device as the host sees it
   * @param what it is
   */
  record Stranger(UsbDevice device, String what) implements Occupant {}
}
