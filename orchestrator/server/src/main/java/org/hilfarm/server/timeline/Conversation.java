package org.hilfarm.server.timeline;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.hilfarm.server.visible.Visible;

/**
 * A transcript's lines within a span: all of them where they are few, else the first and the last,
 * and how many entries lie between.
 *
 * @param ends how many lines of each end are shown
 */
record Conversation(Said said, Function<Character, Source> who, int ends) {
  private static final int WIDTH = 500;

  /** The rack's notes of one port that comes and goes; a console's or a debug UART's words. */
  static Conversation console(Said said, int ends) {
    return new Conversation(
        said,
        mark ->
            switch (mark) {
              case '<' -> Source.BOARD;
              case '>' -> Source.HOST;
              default -> Source.RACK;
            },
        ends);
  }

  static Conversation debugUart(Said said, int ends) {
    return new Conversation(said, mark -> Source.DEBUG_UART, ends);
  }

  List<Moment> within(Span span) {
    Said.Range range = said.within(span);
    List<Moment> first = new ArrayList<>();
    int next = range.from();
    while (next < range.to() && first.size() < ends) {
      first.addAll(moments(said.entry(next++), first.size()));
    }
    Deque<List<Moment>> last = new ArrayDeque<>();
    int lines = 0;
    int before = range.to();
    while (before > next && lines < ends) {
      List<Moment> entry = moments(said.entry(--before), lines);
      last.addFirst(entry);
      lines += entry.size();
    }
    if (before > next) {
      first.add(leftOut(said.entry(next).at(), before - next));
    }
    last.forEach(first::addAll);
    return first;
  }

  private Moment leftOut(Instant at, int entries) {
    return Moment.plain(
        at,
        who.apply('#'),
        "… %d more entries are left out here; the file below has them all".formatted(entries));
  }

  /** At most as many lines as there is room for: an entry may have four thousand. */
  private List<Moment> moments(Said.Entry entry, int shown) {
    Escaped.Lines lines = Escaped.lines(entry.escaped(), Math.max(1, ends - shown));
    List<Moment> moments = new ArrayList<>();
    for (String line : lines.first()) {
      moments.add(Moment.plain(entry.at(), who.apply(entry.mark()), Visible.line(line, WIDTH)));
    }
    if (lines.more() > 0) {
      String more = "… %d more lines of this moment are left out".formatted(lines.more());
      moments.add(Moment.plain(entry.at(), who.apply('#'), more));
    }
    return moments;
  }
}
