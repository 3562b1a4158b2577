package org.hilfarm.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.server.allure.AllureReports;
import org.hilfarm.server.allure.FinishedRun;
import org.hilfarm.server.allure.ReportFailedException;
import org.hilfarm.server.allure.ReportLimits;
import org.hilfarm.server.dashboard.PageRoutes;
import org.hilfarm.server.plan.RunInputs;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.report.RunFinished;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.web.Routes;
import org.hilfarm.time.Deadline;

/** The Allure report of each finished run, and the pages that lead to it. */
public final class Publication implements Extension {
  /** Ten thousand results take half a minute. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Override
  public RunFinished onFinished(Farm farm) {
    AllureReports reports = reports(farm);
    return run -> publish(farm.runs(), reports, run);
  }

  @Override
  public List<Routes> routes(Farm farm) {
    return List.of(new PageRoutes(farm.runs(), farm.access(), reports(farm).folder()));
  }

  private static AllureReports reports(Farm farm) {
    return new AllureReports(farm.dataFolder(), ReportLimits.standard(), InstantSource.system());
  }

  private static void publish(RunStore runs, AllureReports reports, RunId run) {
    RunRow row = runs.row(run).orElseThrow();
    RunInputs inputs = runs.inputs(row);
    Map<ScriptId, Script> scripts = new HashMap<>();
    inputs.scripts().forEach(s -> scripts.put(s.id(), s));
    Map<BoardTypeId, Family> families = new HashMap<>();
    inputs.types().forEach(t -> families.put(t.id(), t.family()));
    FinishedRun finished =
        new FinishedRun(
            row.plan(),
            runs.attempts(row),
            runs.controls(run),
            row.verdict().orElseThrow(),
            scripts,
            families,
            Optional.empty());
    try {
      Path where = reports.publish(finished, runs::artifact, Deadline.after(LONGEST));
      runs.published(run, where, "/reports/" + run + "/");
    } catch (IOException | ReportFailedException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the report of run " + run + " was made", e);
    }
  }
}
