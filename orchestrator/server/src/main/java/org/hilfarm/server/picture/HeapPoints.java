package org.hilfarm.server.picture;

import java.util.List;
import java.util.OptionalDouble;
import org.hilfarm.model.report.HeapSample;
import org.hilfarm.model.report.HeapTrace;

/** The samples of a picture, and where they lie in time. */
final class HeapPoints {
  private final List<HeapSample> samples;
  private final boolean timed;

  HeapPoints(HeapTrace trace) {
    this.samples = trace.samples().stream().limit(HeapTrace.LIMIT).toList();
    this.timed = rises(samples);
  }

  /** A clock that goes back was reset in between: then only the order is known. */
  private static boolean rises(List<HeapSample> samples) {
    for (int i = 1; i < samples.size(); i++) {
      if (!(samples.get(i).seconds() >= samples.get(i - 1).seconds())) {
        return false;
      }
    }
    return samples.size() > 1 && samples.getLast().seconds() > samples.getFirst().seconds();
  }

  List<HeapSample> samples() {
    return samples;
  }

  /** Seconds since the first sample, or the sample's number. */
  double x(int i) {
    return timed ? samples.get(i).seconds() - samples.getFirst().seconds() : i + 1;
  }

  double firstX() {
    return timed ? 0 : 1;
  }

  double lastX() {
    return Math.max(x(samples.size() - 1), firstX() + 1e-3);
  }

  String xTitle() {
    return timed ? "board time since the first sample (s)" : "sample";
  }

  double mostBytes() {
    return samples.stream()
        .mapToDouble(s -> Math.max(Math.max(s.free(), s.allocated()), s.largest().orElse(0)))
        .max()
        .orElse(1);
  }

  boolean hasLargest() {
    return samples.stream().anyMatch(s -> s.largest().isPresent());
  }

  /** How much of the free memory is out of reach for one block: 1 - largest / free. */
  static OptionalDouble fragmentation(HeapSample sample) {
    if (sample.largest().isEmpty() || sample.free() <= 0) {
      return OptionalDouble.empty();
    }
    double share = 1 - (double) sample.largest().getAsLong() / sample.free();
    return OptionalDouble.of(Math.clamp(share, 0, 1));
  }
}
