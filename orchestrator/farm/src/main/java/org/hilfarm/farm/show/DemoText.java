package org.hilfarm.farm.show;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.wire.runapi.RunView;

/** Where a demonstration's reports are once its farm is gone, and their addresses with it. */
public final class DemoText {
  private DemoText() {}

  /** The folders, and how to look into them: a browser shows a report over HTTP only. */
  public static List<String> afterwards(List<RunView> runs) {
    List<String> lines = new ArrayList<>();
    lines.add("The farm ends with this command. The reports stay for the next few demonstrations:");
    for (RunView run : runs) {
      run.reportDir().ifPresent(dir -> lines.add("  " + Plain.text(run.name()) + ": " + dir));
    }
    lines.add("To read one: python3 -m http.server --bind 127.0.0.1 --directory FOLDER");
    return lines;
  }
}
