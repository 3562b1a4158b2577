package org.hilfarm.virtual.fault;

/** A way in which a board, a cable or a hub misbehaves. {@code at} is {@link PlannedFault#at}. */
public enum FaultKind {
  /** It stops answering; {@code at} is the share of the image written before that. */
  SILENCE,
  /** It falls off the bus until its power is cycled; {@code at} as for silence. */
  DISCONNECT,
  /** It comes back {@code at} seconds of board time too late. */
  LATE_RETURN,
  /** Writing takes {@code at} times as long. */
  SLOW_FLASH,
  /** Its UF2 bootloader stays although the image is whole. */
  STUCK_BOOTLOADER,
  /**
   * Its UF2 bootloader appears without a drive; while the application runs: that one does, until
   * its file system is made anew.
   */
  MISSING_DRIVE,
  /** It reports another version than the image it was given. */
  WRONG_VERSION,
  /** It starts for another reason than the true one; {@code at} is the share of starts, 0: all. */
  WRONG_RESET_REASON,
  /** Its supply dips {@code at} seconds of board time after the application starts. */
  BROWN_OUT,
  /** Console lines lose their ends. */
  TORN_LINES,
  /** Console bytes are wrong now and then; {@code at} is the share. */
  GARBAGE,
  /** It loses {@code at} bytes of heap at each reload. */
  HEAP_LEAK,
  /** The application hears nothing any more, until the chip is reset. */
  HANG,
  /**
   * The application's console hears nothing until the chip is reset, a 1200-baud touch it does. A
   * newly written image ends it for good.
   */
  DEAF,
  /**
   * As deaf, because of what lies in its flash beside the image: only a new image over the whole
   * flash ends it.
   */
  RUINED,
  /** Nothing helps but a power cycle. */
  WEDGE
}
