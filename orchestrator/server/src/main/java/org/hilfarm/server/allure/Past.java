package org.hilfarm.server.allure;

import java.time.Instant;
import java.util.Map;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.verdict.PairEnding;

/**
 * What became of each pair that an earlier run required.
 *
 * @param ended when it had its verdict
 */
public record Past(RunId run, Instant ended, Map<Requirement, PairEnding.Word> endings) {
  public Past {
    endings = Map.copyOf(endings);
  }

  /** Allure's word for it: as for results, only the firmware fails. */
  static String status(PairEnding.Word word) {
    return switch (word) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case KNOWN_FAILURE, SCRIPT_FAULT, NOT_TESTED -> "broken";
    };
  }
}
