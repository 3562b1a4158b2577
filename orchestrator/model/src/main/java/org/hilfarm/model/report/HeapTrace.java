package org.hilfarm.model.report;

import java.util.List;

/**
 * What a script reported of the heap, in order.
 *
 * @param samples the first {@value #LIMIT}
 * @param left how many more there were
 */
public record HeapTrace(List<HeapSample> samples, int left) {
  /** More than a picture can show apart. */
  public static final int LIMIT = 400;

  public HeapTrace {
    samples = List.copyOf(samples);
  }

  /** Keeps what may be kept of all samples. */
  public static HeapTrace of(List<HeapSample> all) {
    int kept = Math.min(all.size(), LIMIT);
    return new HeapTrace(all.subList(0, kept), all.size() - kept);
  }
}
