package org.hilfarm.server.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hilfarm.server.visible.Visible;

/**
 * A flasher's log on the axis. Its notes begin with the seconds since it began; what a tool said
 * has the time of the note before. When it began is not written, but when it was done is: the start
 * it caused. Without one, the attempt's own start is the best that is known.
 */
record FlashLines(Instant began) {
  private static final Pattern NOTE = Pattern.compile("\\[ *([0-9]{1,6}\\.[0-9]{1,6}) s] (.*)");
  private static final int ENDS = 100;
  private static final int WIDTH = 500;

  /**
   * Of a log whose flash ended then.
   *
   * @param ended empty where nothing was started
   */
  static FlashLines of(Excerpt log, Instant attempt, List<Instant> ended) {
    if (ended.isEmpty()) {
      return new FlashLines(attempt);
    }
    Duration took =
        Stream.concat(log.head().lines(), log.tail().lines())
            .map(NOTE::matcher)
            .filter(Matcher::matches)
            .map(FlashLines::seconds)
            .reduce(Duration.ZERO, (before, last) -> last);
    Instant began = ended.getFirst().minus(took);
    return new FlashLines(began.isBefore(attempt) ? attempt : began);
  }

  private static Duration seconds(Matcher note) {
    return Duration.ofMillis(Math.round(Double.parseDouble(note.group(1)) * 1000));
  }

  List<Moment> moments(Excerpt log) {
    Reading reading = new Reading();
    log.head().lines().forEach(reading::line);
    log.tail().lines().forEach(reading::line);
    return reading.moments(log.left());
  }

  private static Moment moment(Instant at, String text) {
    return new Moment(at, false, Source.FLASHER, Visible.line(text, WIDTH), Moment.Mark.NONE);
  }

  /** Only what is shown is kept of a log while it is read: it may have a million lines. */
  private final class Reading {
    private final List<Moment> first = new ArrayList<>();
    private final Deque<Line> last = new ArrayDeque<>();
    private Instant at = began;
    private long over;

    private record Line(Instant at, String text) {}

    void line(String line) {
      Matcher note = NOTE.matcher(line);
      String text = line;
      if (note.matches()) {
        at = began.plus(seconds(note));
        text = note.group(2);
      }
      if (!text.isBlank()) {
        keep(new Line(at, text));
      }
    }

    private void keep(Line line) {
      if (first.size() < ENDS) {
        first.add(moment(line.at, line.text));
        return;
      }
      last.addLast(line);
      if (last.size() > ENDS) {
        last.removeFirst();
        over++;
      }
    }

    /** All that is shown, and how much is not. */
    List<Moment> moments(long unread) {
      List<Moment> all = new ArrayList<>(first);
      if (over > 0 || unread > 0) {
        Instant gap = last.isEmpty() ? at : last.getFirst().at;
        all.add(moment(gap, leftOut(over, unread)));
      }
      last.forEach(l -> all.add(moment(l.at, l.text)));
      return all;
    }

    private static String leftOut(long over, long unread) {
      String bytes = unread > 0 ? " and %d bytes between".formatted(unread) : "";
      return "… %d more lines%s are left out here; the file below has them all"
          .formatted(over, bytes);
    }
  }
}
