package org.hilfarm.farm.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.BoardView;

/** A run's verdict in words. */
public final class VerdictText {
  private VerdictText() {}

  /** The verdict, its reasons, what was not tested, and where to read on. */
  public static List<String> lines(RunView run, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(Plain.text(run.name()) + ": " + run.verdict().orElse(run.state()));
    run.change().ifPresent(c -> lines.addAll(Wrap.hanging(width, "  ", Plain.text(c.words()))));
    for (String reason : run.reasons()) {
      lines.addAll(Wrap.hanging(width, "  - ", Plain.text(reason)));
    }
    for (var board : run.boards()) {
      board
          .control()
          .ifPresent(
              c -> lines.addAll(Wrap.hanging(width, "  ", Plain.text(c + ": " + outcome(board)))));
    }
    for (var job : run.jobs()) {
      job.outlook()
          .ifPresent(
              o ->
                  lines.addAll(
                      Wrap.hanging(
                          width,
                          "  ",
                          "waits: " + job.boardType() + ": " + Plain.text(o.words()))));
    }
    run.soak().forEach(soak -> lines.addAll(SoakText.lines(soak, width)));
    if (!run.notCovered().isEmpty()) {
      lines.addAll(
          Wrap.hanging(width, "  ", "not covered, no such board here: " + run.notCovered()));
    }
    for (var skipped : run.notApplicable()) {
      lines.addAll(
          Wrap.hanging(
              width,
              "  ",
              "not applicable: " + skipped.pair() + ": " + Plain.text(skipped.reason())));
    }
    run.reportUrl().ifPresent(url -> lines.add("  report: " + Plain.text(url)));
    return lines;
  }

  private static String outcome(BoardView control) {
    return control.scripts().isEmpty()
        ? control.flash()
        : control.scripts().stream()
            .map(s -> s.name() + " " + s.status())
            .collect(Collectors.joining(", "));
  }
}
