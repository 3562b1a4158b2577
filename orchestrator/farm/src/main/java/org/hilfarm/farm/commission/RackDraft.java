package org.hilfarm.farm.commission;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.drivers.commission.Occupant;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;

/**
 * Makes slots of boards: with the wiring that a person has written down for their port, else with
 * none, and with a name that tells type and place. One thread.
 */
final class RackDraft {
  private static final int LONGEST = 27;

  private final Map<PortPath, Slot> wired = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  /**
   * @param wiring a rack's file that says what is wired to which port
   */
  RackDraft(Optional<Rack> wiring) {
    wiring.ifPresent(rack -> rack.slots().forEach(slot -> wired.put(slot.port(), slot)));
    wired.values().forEach(slot -> names.add(slot.id().value()));
  }

  /** The slot of this board. */
  Slot slot(Occupant.Board board) {
    PortPath port = board.device().port();
    BoardTypeId type = board.type().id();
    BoardSerial serial = new BoardSerial(board.device().serial());
    Slot wiring = wired.get(port);
    if (wiring == null) {
      return new Slot(name(type), port, type, serial, Set.of(), Optional.empty(), Optional.empty());
    }
    return new Slot(
        wiring.id(),
        port,
        type,
        serial,
        wiring.abilities(),
        wiring.usbData(),
        wiring.i2cTarget(),
        wiring.emulated(),
        wiring.debugUart(),
        wiring.powerMeter(),
        wiring.fixture());
  }

  /** Ports whose wiring was written down and where no board is. */
  List<PortPath> without(Set<PortPath> boards) {
    return wired.keySet().stream().filter(p -> !boards.contains(p)).sorted().toList();
  }

  private SlotId name(BoardTypeId type) {
    String plain = type.value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String stem = plain.substring(0, Math.min(LONGEST, plain.length())).replaceAll("-$", "");
    int number = 1;
    while (!names.add(stem + "-" + number)) {
      number++;
    }
    return new SlotId(stem + "-" + number);
  }
}
