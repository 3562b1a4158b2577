package org.hilfarm.model.report;

import java.util.List;

/**
 * What a board drew during one phase.
 *
 * @param phase its name
 * @param seconds board time from one point to the next
 * @param microamps the mean of each; negative where the meter's samples were lost. At most {@value
 *     #LIMIT}.
 */
public record PowerStretch(String phase, double seconds, List<Double> microamps) {
  /** More than a picture can show apart. */
  public static final int LIMIT = 400;

  public PowerStretch {
    microamps = List.copyOf(microamps);
  }
}
