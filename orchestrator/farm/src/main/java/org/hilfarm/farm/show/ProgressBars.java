package org.hilfarm.farm.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.JobView;
import org.hilfarm.wire.runapi.SoakView;

/** How far a run's jobs are: a bar each for a terminal, plain words for a log. */
public final class ProgressBars {
  private static final int BAR = 16;

  private ProgressBars() {}

  /** One line a job, each exactly fitting the width. */
  public static List<String> bars(RunView run, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(cut(Plain.text(run.name()) + ": " + run.verdict().orElse(run.state()), width));
    for (SoakView soak : run.soak()) {
      int filled = BAR * soak.ran() / Math.max(1, soak.asked());
      String bar = "#".repeat(filled) + "-".repeat(BAR - filled);
      lines.add(cut("  [" + bar + "] " + soak.boardType() + " " + soak.roundsRun(), width));
    }
    for (JobView job : run.jobs()) {
      if (job.round().isPresent() && !job.state().equals("leased")) {
        continue; // the rounds' own bar counts it
      }
      int filled = job.state().equals("done") ? BAR : BAR * percent(job) / 100;
      String bar = "#".repeat(filled) + "-".repeat(BAR - filled);
      lines.add(cut("  [" + bar + "] " + job.boardType() + control(job) + " " + doing(job), width));
    }
    return lines;
  }

  /** One job in words; it changes only when something people care for changes. */
  public static String line(RunView run, JobView job) {
    return Plain.text(run.name())
        + ": "
        + job.boardType()
        + on(job)
        + control(job)
        + ": "
        + doing(job);
  }

  private static String control(JobView job) {
    return job.round().map(r -> " " + r).orElse("") + ofBaseline(job);
  }

  private static String ofBaseline(JobView job) {
    return job.control().map(c -> c.startsWith("rerun") ? " rerun" : " control").orElse("");
  }

  private static String on(JobView job) {
    return job.board().map(b -> " (" + b + ")").orElse("");
  }

  /** Flashing is the first half of a bar, the scripts are the second. */
  private static int percent(JobView job) {
    Progress p = job.progress();
    return switch (p.stage()) {
      case WAITING -> 0;
      case FLASHING -> Math.clamp(p.percent(), 0, 100) / 2;
      case PROVING -> 50;
      case TESTING -> 50 + 50 * (Math.max(1, p.scriptNumber()) - 1) / Math.max(1, p.scriptCount());
      case REPORTING, DONE -> 99;
    };
  }

  private static String doing(JobView job) {
    Progress p = job.progress();
    return switch (job.state()) {
      case "done" -> "done";
      case "waiting" -> "waiting for a board" + outlook(job);
      case "held" -> "waiting for its control";
      default ->
          switch (p.stage()) {
            case WAITING -> "starting";
            case FLASHING -> String.format(Locale.ROOT, "flashing %d %%", p.percent());
            case PROVING -> "flashed, starting";
            case TESTING ->
                "script %d of %d: %s"
                    .formatted(p.scriptNumber(), p.scriptCount(), Plain.text(p.doing()));
            case REPORTING, DONE -> "reporting";
          };
    };
  }

  private static String outlook(JobView job) {
    return job.outlook().map(o -> " (" + Plain.text(o.words()) + ")").orElse("");
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "~";
  }
}
