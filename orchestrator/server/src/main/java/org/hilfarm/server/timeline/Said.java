package org.hilfarm.server.timeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A transcript as racks write it: an entry a line, its time, who spoke ({@code <} the board, {@code
 * >} the host, {@code #} nobody) and what, escaped so that an entry stays one line. Only what is
 * asked for is read closely: a transcript may have a hundred thousand entries.
 */
final class Said {
  /** How far back a time is looked for where a line has none. */
  private static final int NEAR = 50;

  /** 2026-11-22T08:00:00Z; beyond the longest no end is looked for, however far the next is. */
  private static final int SHORTEST_TIME = 20;

  private static final int LONGEST_TIME = 40;

  private static final int FEW = 1024;

  private final String text;
  private final int[] starts;

  private Said(String text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  /** An entry; what was said is still escaped. */
  record Entry(Instant at, char mark, String escaped) {}

  static Said of(Excerpt excerpt) {
    String text = excerpt.left() == 0 ? excerpt.head() : joined(excerpt);
    int[] starts = new int[FEW];
    int count = 0;
    for (int at = 0; at < text.length(); at = next(text, at)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = at;
    }
    return new Said(text, Arrays.copyOf(starts, count));
  }

  private static int next(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }

  /** What was not read is told as an entry of its own, at the time of what follows. */
  private static String joined(Excerpt excerpt) {
    String at = time(excerpt.tail(), 0).map(Instant::toString).orElse("");
    String gap = "%s # %d bytes of the file are left out here%n";
    return excerpt.head() + gap.formatted(at, excerpt.left()) + excerpt.tail();
  }

  /** Its entries from a moment on up to another: the first and the one behind the last. */
  record Range(int from, int to) {
    int size() {
      return to - from;
    }
  }

  Range within(Span span) {
    int from = firstNotBefore(span.from());
    return new Range(from, Math.max(from, firstNotBefore(span.to())));
  }

  /** Entries are in the order of their times: a hundred thousand are halved, not walked. */
  private int firstNotBefore(Instant moment) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle).isBefore(moment)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  Entry entry(int index) {
    int end = end(index);
    int mark = text.indexOf(' ', starts[index], end) + 1;
    boolean whole = mark > 0 && mark + 1 < end && text.charAt(mark + 1) == ' ';
    return whole
        ? new Entry(at(index), text.charAt(mark), text.substring(mark + 2, end))
        : new Entry(at(index), '#', text.substring(starts[index], end));
  }

  private int end(int index) {
    int end = next(text, starts[index]);
    return end > starts[index] && text.charAt(end - 1) == '\n' ? end - 1 : end;
  }

  private Instant at(int index) {
    for (int i = index; i >= 0 && i > index - NEAR; i--) {
      Optional<Instant> at = time(text, starts[i]);
      if (at.isPresent()) {
        return at.get();
      }
    }
    return Instant.EPOCH;
  }

  private static Optional<Instant> time(String text, int from) {
    int end = text.indexOf(' ', from, Math.min(text.length(), from + LONGEST_TIME + 1));
    if (end < from + SHORTEST_TIME) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text.substring(from, end)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The entries of a range in which this stands, so many of them. */
  List<Entry> with(String what, Range range, int most) {
    List<Entry> found = new ArrayList<>();
    int index = range.from();
    while (index < range.to() && found.size() < most) {
      int hit = text.indexOf(what, starts[index]);
      if (hit < 0) {
        break;
      }
      int line = Arrays.binarySearch(starts, hit);
      index = line >= 0 ? line : -line - 2;
      if (index < range.to()) {
        found.add(entry(index));
      }
      index++;
    }
    return found;
  }
}
