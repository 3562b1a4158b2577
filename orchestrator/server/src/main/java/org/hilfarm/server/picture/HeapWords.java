package org.hilfarm.server.picture;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.hilfarm.model.report.HeapSample;
import org.hilfarm.model.report.HeapTrace;

/** What a heap picture says in words: before and after. */
final class HeapWords {
  private static final int MOMENT = 24;
  private static final double KILO = 1000;

  private HeapWords() {}

  /** For who does not see the picture. */
  static String summary(HeapTrace trace) {
    return free(trace) + " " + largest(trace);
  }

  static String free(HeapTrace trace) {
    HeapSample first = trace.samples().getFirst();
    HeapSample last = trace.samples().getLast();
    String left = trace.left() > 0 ? ", %d more are left out".formatted(trace.left()) : "";
    return String.format(
        Locale.ROOT,
        "Free: %,d B before, %,d B after (%+,d B). Allocated: %,d B before, %,d B after."
            + " %d samples%s.",
        first.free(),
        last.free(),
        last.free() - first.free(),
        first.allocated(),
        last.allocated(),
        trace.samples().size(),
        left);
  }

  static String largest(HeapTrace trace) {
    List<HeapSample> tried = trace.samples().stream().filter(s -> s.largest().isPresent()).toList();
    return tried.isEmpty()
        ? "The script did not look for the largest block."
        : "Largest block: %s before, %s after."
            .formatted(block(tried.getFirst()), block(tried.getLast()));
  }

  private static String block(HeapSample sample) {
    OptionalDouble share = HeapPoints.fragmentation(sample);
    return String.format(
        Locale.ROOT,
        "%,d B%s",
        sample.largest().orElse(0),
        share.isPresent()
            ? String.format(Locale.ROOT, " (%.0f %% fragmented)", 100 * share.getAsDouble())
            : "");
  }

  static String moment(HeapSample sample) {
    String at = sample.at().strip();
    return at.length() > MOMENT ? at.substring(0, MOMENT) : at;
  }

  static String bytes(double bytes) {
    if (bytes >= KILO * KILO) {
      return plain(bytes / KILO / KILO) + " MB";
    }
    return bytes >= KILO ? plain(bytes / KILO) + " kB" : plain(bytes) + " B";
  }

  /** Without zeros that say nothing. */
  static String plain(double number) {
    String text = String.format(Locale.ROOT, "%.3f", number);
    return text.replaceFirst("\\.?0+$", "");
  }
}
