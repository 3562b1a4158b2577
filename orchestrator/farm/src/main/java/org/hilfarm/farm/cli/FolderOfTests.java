package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.hilfarm.farm.desk.Desk;
import org.hilfarm.farm.desk.UpstreamResult;
import org.hilfarm.farm.desk.UpstreamRun;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.UpstreamJson;
import org.hilfarm.farm.show.UpstreamText;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.wire.upstream.UpstreamFolder;

/** What {@code ./farm test} does with a folder: upstream's tests, as they are. */
final class FolderOfTests {
  private static final int EVERY = 50;

  private final Console console;
  private final boolean json;

  FolderOfTests(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Runs every test of the folder; the exit code. */
  int run(Path folder, Desk desk) throws IOException, InterruptedException {
    List<Script> tests = UpstreamFolder.read(folder);
    console.say("%d upstream tests in %s".formatted(tests.size(), Plain.text(folder.toString())));
    UpstreamResult result =
        new UpstreamRun(desk, new Progress()).run(tests, new Random().nextLong());
    if (json) {
      console.out().println(UpstreamJson.of(result));
    } else {
      UpstreamText.lines(result, console.width()).forEach(console.out()::println);
    }
    if (result.passed()) {
      return ExitCode.PASS;
    }
    return result.firmwareAtFault() ? ExitCode.BLOCKED : ExitCode.UNDECIDED;
  }

  /** Says what did not pass at once, and now and then how far it is. */
  private final class Progress implements UpstreamRun.Listener {
    @Override
    public void says(String sentence) {
      console.say(Plain.text(sentence));
    }

    @Override
    public void ended(ScriptReport report, int done, int all) {
      String status = UpstreamResult.status(report);
      if (status.equals("failed") || status.equals("not-run")) {
        console.say("%d of %d: %s".formatted(done, all, UpstreamText.line(report)));
      } else if (done % EVERY == 0) {
        console.say("%d of %d".formatted(done, all));
      }
    }
  }
}
