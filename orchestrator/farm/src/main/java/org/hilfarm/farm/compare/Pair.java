package org.hilfarm.farm.compare;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.script.Script;
import org.hilfarm.wire.config.Configs;

/**
 * The two boards that are compared: of one type, wired alike.
 *
 * @param type of both
 * @param virtual where the virtual board is
 * @param emulated where the emulated one is
 */
public record Pair(BoardType type, Slot virtual, Slot emulated) {
  private static final RackId RACK = new RackId("emulated");

  /** The rack of emulated boards with a virtual board in its second slot. */
  public static Pair of(Configs configs) {
    Rack rack = configs.racks().get(RACK);
    if (rack == null || rack.slots().size() < 2) {
      throw new IllegalArgumentException(
          "board-configs/racks/%s.yaml must describe two slots".formatted(RACK));
    }
    Slot emulated = rack.slots().getFirst();
    return new Pair(
        configs.type(emulated.boardType()),
        slot("virtual", rack.slots().get(1), emulated, false),
        slot("emulated", emulated, emulated, emulated.emulated()));
  }

  /** A place of its own, wired as another one. */
  private static Slot slot(String name, Slot place, Slot wiring, boolean emulated) {
    return new Slot(
            new SlotId(name),
            place.port(),
            wiring.boardType(),
            place.serial(),
            wiring.abilities(),
            place.usbData(),
            wiring.i2cTarget(),
            emulated)
        .withFixture(place.fixture());
  }

  /** Both on one rack. */
  Rack rack() {
    return new Rack(new RackId("compare"), List.of(virtual, emulated));
  }

  /** Why a script cannot run on these boards; empty where it can. */
  public Optional<String> whyNot(Script script) {
    if (!script.fits(type)) {
      return Optional.of(script.misfit(type));
    }
    SortedSet<Ability> missing = new TreeSet<>(script.needs());
    missing.removeAll(type.abilities());
    missing.removeAll(virtual.abilities());
    return missing.isEmpty() ? Optional.empty() : Optional.of("needs " + missing);
  }
}
