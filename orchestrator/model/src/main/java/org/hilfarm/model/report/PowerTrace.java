package org.hilfarm.model.report;

import java.util.List;

/**
 * What a board drew while a power meter fed it, in the order of the script's phases.
 *
 * @param stretches the first {@value #LIMIT}
 */
public record PowerTrace(List<PowerStretch> stretches) {
  /** More than a picture can show apart. */
  public static final int LIMIT = 12;

  public PowerTrace {
    stretches = List.copyOf(stretches.subList(0, Math.min(stretches.size(), LIMIT)));
  }
}
