package org.hilfarm.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.allure.AllureReports;
import org.hilfarm.server.allure.FinishedRun;
import org.hilfarm.server.allure.ReportFailedException;
import org.hilfarm.server.allure.ReportLimits;
import org.hilfarm.server.dashboard.CaseRoutes;
import org.hilfarm.server.dashboard.GitHubRoutes;
import org.hilfarm.server.dashboard.HistoryRoutes;
import org.hilfarm.server.dashboard.PageRoutes;
import org.hilfarm.server.export.FinishedRuns;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.queue.AttemptSeeds;
import org.hilfarm.server.report.RunFinished;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.time.Deadline;

/**
 * The Allure report of each finished run, and the pages that lead to it. A report is made once for
 * everybody, by whichever orchestrator has its lease; where somebody asks another one for it, that
 * one makes it again from the database, and keeps it.
 */
public final class Publication implements Extension {
  /** Ten thousand results take half a minute. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** A person waits for it, in front of a browser. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(2);

  private final Map<Path, AllureReports> made = new ConcurrentHashMap<>();

  @Override
  public RunFinished onFinished(Farm farm) {
    AllureReports reports = reports(farm);
    return run -> publish(farm.runs(), reports, run);
  }

  @Override
  public List<Routes> routes(Farm farm) {
    AllureReports reports = reports(farm);
    return List.of(
        new PageRoutes(
            farm.runs(), farm.access(), reports.folder(), run -> ensure(farm.runs(), reports, run)),
        new CaseRoutes(farm.runs(), farm.access(), new AttemptSeeds(farm.seed())),
        new HistoryRoutes(farm.runs().history(), farm.access()),
        new GitHubRoutes(farm.runs(), farm.access()));
  }

  /** One for each folder, so that one report is made at a time. */
  private AllureReports reports(Farm farm) {
    return made.computeIfAbsent(
        farm.dataFolder(),
        data -> new AllureReports(data, ReportLimits.standard(), InstantSource.system()));
  }

  private static void publish(RunStore runs, AllureReports reports, RunId run) {
    AllureReports.Source source = source(runs, runs.row(run).orElseThrow());
    try {
      AllureReports.Made report = reports.publish(source, Deadline.after(LONGEST));
      runs.remember(run, report.history());
      runs.published(run, report.where(), "/reports/" + run + "/");
    } catch (IOException | ReportFailedException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the report of run " + run + " was made", e);
    }
  }

  private static void ensure(RunStore runs, AllureReports reports, RunId run) {
    Optional<RunRow> row = runs.row(run).filter(r -> r.reportUrl().isPresent());
    if (row.isEmpty() || runs.reportGone(run)) {
      return;
    }
    try {
      reports.ensure(run, () -> source(runs, row.get()), Deadline.after(LONGEST_ASKED));
    } catch (IOException | ReportFailedException e) {
      throw new RefusedException(
          503,
          "the report of run %s is not here and could not be made again: %s"
              .formatted(run, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(503, "the farm stops: ask again in a while");
    }
  }

  private static AllureReports.Source source(RunStore runs, RunRow row) {
    FinishedRun finished = FinishedRuns.of(runs, row);
    return new AllureReports.Source(finished, runs::artifact, runs.historyBefore(row));
  }
}
