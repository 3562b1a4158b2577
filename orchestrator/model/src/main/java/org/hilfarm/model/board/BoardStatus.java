package org.hilfarm.model.board;

import java.time.Instant;
import java.util.Set;

/**
 * A board as its rack reports it.
 *
 * @param rack where it is
 * @param slot its place there
 * @param serial which board
 * @param boardType what it is
 * @param abilities what board and wiring can do together
 * @param state whether it can be given work
 * @param reason why it is in that state, in words
 * @param since since when
 */
public record BoardStatus(
    RackId rack,
    SlotId slot,
    BoardSerial serial,
    BoardTypeId boardType,
    Set<Ability> abilities,
    BoardState state,
    String reason,
    Instant since) {
  public BoardStatus {
    abilities = Set.copyOf(abilities);
  }

  /** Whether it is a program that plays a board's chip. */
  public boolean emulated() {
    return abilities.contains(Ability.EMULATED);
  }
}
