package org.hilfarm.farm.compare.page;

import java.util.List;
import org.hilfarm.farm.compare.judge.Judged;
import org.hilfarm.farm.compare.judge.Run;

/** Two transcripts side by side; what is the same on both stands across both columns. */
final class TranscriptTable {
  private static final String SILENT = "<i>nothing</i>";

  private TranscriptTable() {}

  static void append(StringBuilder page, Judged item) {
    page.append("<table>\n").append("<tr><th></th><th>virtual</th><th>emulated</th></tr>\n");
    for (Judged.Passage passage : item.passages()) {
      page.append("<tr><td></td><td colspan=\"2\"><b><code>")
          .append(Escaped.lines(List.of(passage.label())))
          .append("</code></b></td></tr>\n");
      passage.runs().forEach(run -> append(page, run));
    }
    page.append("</table>\n");
  }

  private static void append(StringBuilder page, Run run) {
    page.append("<tr><td>").append(sign(run.kind())).append("</td>");
    switch (run.kind()) {
      case SAME -> page.append("<td colspan=\"2\">").append(cell(run.virtual())).append("</td>");
      case VARIES, DIFFERS ->
          page.append("<td>")
              .append(cell(run.virtual()))
              .append("</td><td>")
              .append(cell(run.emulated()))
              .append("</td>");
    }
    page.append("</tr>\n");
  }

  private static String cell(List<String> lines) {
    return lines.isEmpty() ? SILENT : "<pre>" + Escaped.lines(lines) + "</pre>";
  }

  private static String sign(Run.Kind kind) {
    return switch (kind) {
      case SAME -> "=";
      case VARIES -> "~";
      case DIFFERS -> "<b>&ne;</b>";
    };
  }
}
