package org.hilfarm.farm.doctor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.FlashMethod;

/**
 * Looks a host over. Nothing is switched, written or started anew. One thread.
 *
 * @param types the board types there are
 * @param clock the host's
 * @param farm the orchestrator, where one is asked
 */
public record Doctor(
    Map<BoardTypeId, BoardType> types, InstantSource clock, Optional<FarmReach> farm) {

  /** Everything that was looked at, good and bad, in a fixed order. */
  public List<Finding> look(Host host) throws InterruptedException {
    List<Finding> found = new ArrayList<>();
    found.addAll(new Software(Runtime.version().feature(), esptool(host)).look(host));
    found.addAll(new Machine(clock).look(host));
    found.addAll(UsbHealth.look(host));
    found.addAll(Busybodies.look(host));
    found.addAll(KernelLog.look(host));
    found.addAll(new Slots(types).look(host));
    if (farm.isPresent()) {
      found.add(farm.get().look());
    }
    return found;
  }

  private boolean esptool(Host host) {
    return host.rack().isEmpty()
        || host.rack().get().slots().stream()
            .map(slot -> types.get(slot.boardType()))
            .anyMatch(type -> type != null && type.flash() == FlashMethod.ESPTOOL);
  }
}
