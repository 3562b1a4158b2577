package org.hilfarm.virtual.fault;

import org.hilfarm.model.board.PortPath;

/**
 * A way in which a hub's port lies when it is switched, each time.
 *
 * @param port which
 * @param kind how
 */
public record PortFault(PortPath port, Kind kind) {
  /** What happens instead. */
  public enum Kind {
    /** It says off, and the device stays. */
    STAYS_ON,
    /** It ends the data connection and leaves VBUS on: the board never notices. */
    KEEPS_POWER,
    /** It switches the other ports of its hub as well. */
    GANGED,
    /** Another board seems to come back: one with another serial. */
    OTHER_SERIAL
  }
}
