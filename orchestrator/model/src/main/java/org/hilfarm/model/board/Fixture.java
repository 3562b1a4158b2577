package org.hilfarm.model.board;

import java.util.Optional;

/**
 * What a slot has that does to a board what a hand would.
 *
 * @param drivenPin a pin that can be brought to a level
 * @param resetLine the board's reset button, or the pin beside it (RUN, EN, RESET): on holds it
 *     down
 */
public record Fixture(Optional<DrivenPin> drivenPin, Optional<SwitchFile> resetLine) {
  /** Nothing of that kind. */
  public static final Fixture NONE = new Fixture(Optional.empty(), Optional.empty());
}
