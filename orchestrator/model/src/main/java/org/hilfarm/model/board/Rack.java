package org.hilfarm.model.board;

import java.util.List;
import java.util.Optional;

/**
 * One host with its boards; one file below {@code board-configs/racks}.
 *
 * @param id its name
 * @param slots the places that hold boards
 */
public record Rack(RackId id, List<Slot> slots) {
  public Rack {
    slots = List.copyOf(slots);
  }

  /** The slot whose board has this serial. */
  public Optional<Slot> holding(BoardSerial serial) {
    return slots.stream().filter(s -> s.serial().equals(serial)).findFirst();
  }
}
