package org.hilfarm.farm.compare.page;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.farm.compare.judge.Judged;
import org.hilfarm.farm.compare.judge.Run;

/** Two transcripts side by side; what is the same on both stands across both columns. */
final class TranscriptTable {
  private static final String SILENT = "<i>nothing</i>";

  /** Characters a line of a cell may have, so that both columns fit a reader's window. */
  private static final int NARROW = 58;

  private static final int WIDE = 120;

  /** Begins what belongs to the line above; no board can say it, for its lines are ASCII. */
  private static final String CONTINUED = "\u21aa ";

  /** Rows of one passage that show no difference; the rest of them are counted. */
  private static final int QUIET_ROWS = 24;

  /** Lines of one cell that is the same on both sides; the rest of them are counted. */
  private static final int QUIET_LINES = 40;

  private TranscriptTable() {}

  static void append(StringBuilder page, Judged item) {
    page.append("<table>\n").append("<tr><th></th><th>virtual</th><th>emulated</th></tr>\n");
    for (Judged.Passage passage : item.passages()) {
      page.append("<tr><td></td><td colspan=\"2\"><b><code>")
          .append(Escaped.lines(List.of(passage.label())))
          .append("</code></b></td></tr>\n");
      append(page, passage.runs());
    }
    page.append("</table>\n");
  }

  /** A difference is always shown; fifty reloads that differ in nothing would fill a book. */
  private static void append(StringBuilder page, List<Run> runs) {
    int shown = 0;
    int hidden = 0;
    for (Run run : runs) {
      boolean differs = run.kind() == Run.Kind.DIFFERS;
      if (!differs && shown++ >= QUIET_ROWS) {
        hidden++;
      } else {
        hidden = appendHidden(page, hidden);
        append(page, run);
      }
    }
    appendHidden(page, hidden);
  }

  private static int appendHidden(StringBuilder page, int rows) {
    if (rows > 0) {
      page.append("<tr><td></td><td colspan=\"2\"><i>")
          .append(rows)
          .append(" more rows, the same or the same but for what varies</i></td></tr>\n");
    }
    return 0;
  }

  private static void append(StringBuilder page, Run run) {
    page.append("<tr><td>").append(sign(run.kind())).append("</td>");
    switch (run.kind()) {
      case SAME -> page.append("<td colspan=\"2\">").append(same(run.virtual())).append("</td>");
      case VARIES, DIFFERS ->
          page.append("<td>")
              .append(cell(run.virtual(), NARROW))
              .append("</td><td>")
              .append(cell(run.emulated(), NARROW))
              .append("</td>");
    }
    page.append("</tr>\n");
  }

  private static String same(List<String> lines) {
    int more = lines.size() - QUIET_LINES;
    return more > 0
        ? cell(lines.subList(0, QUIET_LINES), WIDE) + "<i>" + more + " more lines, the same</i>"
        : cell(lines, WIDE);
  }

  private static String cell(List<String> lines, int width) {
    List<String> folded = lines.stream().flatMap(line -> folded(line, width).stream()).toList();
    return lines.isEmpty() ? SILENT : "<pre>" + Escaped.lines(folded) + "</pre>";
  }

  private static List<String> folded(String line, int width) {
    List<String> pieces = new ArrayList<>();
    int at = Math.min(width, line.length());
    pieces.add(line.substring(0, at));
    while (at < line.length()) {
      int end = Math.min(at + width, line.length());
      pieces.add(CONTINUED + line.substring(at, end));
      at = end;
    }
    return pieces;
  }

  private static String sign(Run.Kind kind) {
    return switch (kind) {
      case SAME -> "=";
      case VARIES -> "~";
      case DIFFERS -> "<b>&ne;</b>";
    };
  }
}
