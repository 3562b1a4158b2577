package org.hilfarm.server.report;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;

/**
 * How runs that test a part again hang together.
 *
 * @param of the run of which this one tests what did not pass; empty where it tests a whole build
 * @param after the newest runs that test what did not pass in this one, the newest first
 */
public record Repeats(Optional<RunId> of, List<RunId> after) {
  static final int MOST = 10;

  public Repeats {
    after = List.copyOf(after);
  }
}
