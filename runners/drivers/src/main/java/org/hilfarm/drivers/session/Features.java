package org.hilfarm.drivers.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.upstream.Feature;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.time.Deadline;

/** What the board's firmware can do, each asked once, when a test first needs it. */
final class Features {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

  private final Map<String, Boolean> known = new HashMap<>();

  /** Why the test cannot run on this firmware. */
  Optional<String> lacking(ScriptId test, Seat seat, Deadline outer)
      throws SessionException, InterruptedException {
    for (Feature feature : Feature.of(test)) {
      if (!known.containsKey(feature.name())) {
        known.put(feature.name(), has(feature, seat, outer));
      }
      if (!known.getOrDefault(feature.name(), false)) {
        return Optional.of(feature.reason());
      }
    }
    return Optional.empty();
  }

  private static boolean has(Feature feature, Seat seat, Deadline outer)
      throws SessionException, InterruptedException {
    if (feature.probe().isEmpty()) {
      return false;
    }
    Attached attached = seat.attached(outer);
    Execution answer =
        attached.raw(outer).exec(feature.question(), seat.bench().patience(ANSWERS_WITHIN, outer));
    attached.used();
    return answer.stdout().strip().equals("yes");
  }
}
