package org.hilfarm.model.board;

import java.util.Optional;

/**
 * What a slot has that does to a board what a hand would.
 *
 * @param drivenPin a pin that can be brought to a level
 * @param resetLine the board's reset button, or the pin beside it (RUN, EN, RESET): on holds it
 *     down
 * @param bootLine the board's boot button (BOOTSEL, GPIO0): on holds it down
 * @param power what switches its power
 */
public record Fixture(
    Optional<DrivenPin> drivenPin,
    Optional<SlotSwitch> resetLine,
    Optional<SlotSwitch> bootLine,
    PowerWay power) {
  /** Nothing of that kind. */
  public static final Fixture NONE = new Fixture(Optional.empty(), Optional.empty());

  /** No boot line, and a port that is switched as ports are. */
  public Fixture(Optional<DrivenPin> drivenPin, Optional<SlotSwitch> resetLine) {
    this(drivenPin, resetLine, Optional.empty(), new PowerWay.KernelPort());
  }
}
