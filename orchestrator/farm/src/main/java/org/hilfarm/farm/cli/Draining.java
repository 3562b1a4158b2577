package org.hilfarm.farm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.farm.client.AgentsClient;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.RackId;
import org.hilfarm.wire.runapi.RackDrain;

/**
 * Drains one rack or all, and has them work again.
 *
 * @param rack which; all where empty
 * @param reason why; whoever lets racks work again with a reason means those drained with it
 */
record Draining(AgentsClient agents, RunClient farm, Optional<RackId> rack, String reason) {
  List<RackDrain> drain() throws UnreachableException, RefusedException, InterruptedException {
    List<RackId> racks =
        rack.isPresent()
            ? List.of(rack.get())
            : farm.boards().stream().map(BoardStatus::rack).distinct().sorted().toList();
    List<RackDrain> drained = new ArrayList<>();
    for (RackId each : racks) {
      drained.add(agents.drain(each, reason));
    }
    return drained;
  }

  List<RackDrain> undrain() throws UnreachableException, RefusedException, InterruptedException {
    if (rack.isPresent() && reason.isBlank()) {
      return List.of(agents.undrain(rack.get()));
    }
    List<RackDrain> undrained = new ArrayList<>();
    for (RackDrain each : agents.drains()) {
      boolean meant = rack.isEmpty() || rack.get().equals(each.rack());
      if (meant && (reason.isBlank() || each.reason().equals(reason))) {
        undrained.add(agents.undrain(each.rack()));
      }
    }
    return undrained;
  }

  /** How far a rack is, for people. */
  static String words(RackDrain drain) {
    String still =
        switch (drain.atWork()) {
          case 0 -> "none of its boards is at work";
          case 1 -> "1 of its boards is still at work; say it again to see how far it is";
          default ->
              drain.atWork()
                  + " of its boards are still at work; say it again to see how far it is";
        };
    return "Rack %s is given nothing more since %s (%s): %s."
        .formatted(drain.rack(), drain.since(), Plain.text(drain.reason()), still);
  }
}
