package org.hilfarm.engine;

import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.lease.Progress.Stage;
import org.hilfarm.model.script.ScriptId;

/** Counts a job's scripts and tells its listener. */
final class JobProgress {
  private final JobListener listener;
  private final int scripts;
  private int current;

  JobProgress(JobListener listener, int scripts) {
    this.listener = listener;
    this.scripts = scripts;
  }

  void say(Stage stage, int percent, String doing) {
    listener.progress(new Progress(stage, percent, current, scripts, doing));
  }

  void flashed(int percent) {
    say(Stage.FLASHING, percent, "writing the image");
  }

  void script(ScriptId script) {
    int percent = 100 * current / Math.max(1, scripts);
    current++;
    say(Stage.TESTING, percent, script.value());
  }
}
