package org.hilfarm.server.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    Duration took = Duration.ZERO;
    for (String line : (log.head() + log.tail()).split("\n")) {
      Matcher note = NOTE.matcher(line);
      took = note.matches() ? seconds(note) : took;
    }
    Instant began = ended.getFirst().minus(took);
    return new FlashLines(began.isBefore(attempt) ? attempt : began);
  }

  private static Duration seconds(Matcher note) {
    return Duration.ofMillis(Math.round(Double.parseDouble(note.group(1)) * 1000));
  }

  List<Moment> moments(Excerpt log) {
    List<Moment> all = new ArrayList<>();
    Instant at = began;
    for (String line : (log.head() + log.tail()).split("\r?\n")) {
      Matcher note = NOTE.matcher(line);
      String text = line;
      if (note.matches()) {
        at = began.plus(seconds(note));
        text = note.group(2);
      }
      if (!text.isBlank()) {
        all.add(moment(at, Visible.line(text, WIDTH)));
      }
    }
    return bounded(all);
  }

  private static Moment moment(Instant at, String text) {
    return new Moment(at, false, Source.FLASHER, text, Moment.Mark.NONE);
  }

  private static List<Moment> bounded(List<Moment> all) {
    if (all.size() <= 2 * ENDS) {
      return all;
    }
    List<Moment> some = new ArrayList<>(all.subList(0, ENDS));
    some.add(
        moment(
            all.get(ENDS).at(),
            "… %d more lines are left out here; the file below has them all"
                .formatted(all.size() - 2 * ENDS)));
    some.addAll(all.subList(all.size() - ENDS, all.size()));
    return some;
  }
}
