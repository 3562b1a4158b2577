package org.hilfarm.farm.show;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.JobView;

/**
 * Shows runs while they happen: bars that are redrawn in place on a terminal, elsewhere one plain
 * line whenever a job reaches another station. Any thread may tell it news.
 */
public final class LiveProgress {
  private final Console console;
  private final Map<RunId, RunView> runs = new LinkedHashMap<>();
  private final Map<JobId, String> said = new HashMap<>();
  private int drawn;

  public LiveProgress(Console console) {
    this.console = console;
  }

  /** A run as it is now. */
  public synchronized void news(RunView run) {
    runs.put(run.run(), run);
    if (console.live()) {
      draw();
    } else {
      run.jobs().stream().filter(job -> !later(job)).forEach(job -> line(run, job));
    }
  }

  private void draw() {
    List<String> lines = new ArrayList<>();
    runs.values().forEach(run -> lines.addAll(ProgressBars.bars(run, console.width())));
    StringBuilder out = new StringBuilder();
    if (drawn > 0) {
      out.append("\u001b[").append(drawn).append('F');
    }
    lines.forEach(line -> out.append("\u001b[2K").append(line).append('\n'));
    PrintStream err = console.err();
    err.print(out);
    err.flush();
    drawn = lines.size();
  }

  /** A soak's later rounds are said when they begin. */
  private static boolean later(JobView job) {
    return job.state().equals("waiting") && job.round().filter(r -> r.number() > 1).isPresent();
  }

  /**
   * Percents are left out: a log wants stations, not every step between. Of a soak's rounds only
   * the first script is one: twenty rounds on six boards would be three thousand lines.
   */
  private void line(RunView run, JobView job) {
    String script = job.round().isPresent() ? "" : "" + job.progress().scriptNumber();
    String station = job.state() + job.progress().stage() + script;
    if (!station.equals(said.put(job.job(), station))) {
      console.say(ProgressBars.line(run, job));
    }
  }
}
