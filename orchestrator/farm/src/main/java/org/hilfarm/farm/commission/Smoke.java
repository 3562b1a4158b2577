package org.hilfarm.farm.commission;

import java.util.List;
import org.hilfarm.model.board.SlotId;

/**
 * What the first suite said of a new slot.
 *
 * @param slot which
 * @param firmware what it ran: the baseline, or what the board had
 * @param scripts in the suite's order
 */
public record Smoke(SlotId slot, String firmware, List<Ran> scripts) {
  public Smoke {
    scripts = List.copyOf(scripts);
  }

  /**
   * One script.
   *
   * @param script its id
   * @param status passed, failed, skipped, not-run, or not-applicable
   * @param reason why it did not pass; empty where it did
   */
  public record Ran(String script, String status, String reason) {}

  /** Whether something ran, and nothing that ran did badly. */
  public boolean good() {
    return scripts.stream().anyMatch(r -> r.status().equals("passed"))
        && scripts.stream().noneMatch(r -> r.status().matches("failed|not-run"));
  }
}
