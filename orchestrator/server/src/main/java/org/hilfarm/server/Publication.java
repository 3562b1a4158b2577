package org.hilfarm.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.process.Tools;
import org.hilfarm.server.allure.AllureReports;
import org.hilfarm.server.allure.BranchReports;
import org.hilfarm.server.allure.FinishedRun;
import org.hilfarm.server.allure.ReportFailedException;
import org.hilfarm.server.allure.ReportLimits;
import org.hilfarm.server.dashboard.BoardRoutes;
import org.hilfarm.server.dashboard.BranchRoutes;
import org.hilfarm.server.dashboard.CaseRoutes;
import org.hilfarm.server.dashboard.GitHubRoutes;
import org.hilfarm.server.dashboard.HistoryRoutes;
import org.hilfarm.server.dashboard.PageRoutes;
import org.hilfarm.server.dashboard.SignInRoutes;
import org.hilfarm.server.dashboard.Terminal;
import org.hilfarm.server.export.BranchRuns;
import org.hilfarm.server.export.FinishedRuns;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.queue.AttemptSeeds;
import org.hilfarm.server.report.RunFinished;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Allure report of each finished run and of each branch, and the pages that lead there. One is
 * made once for everybody, by whichever orchestrator has its lease; where somebody asks another one
 * for it, that one makes it again from the database, and keeps it.
 */
public final class Publication implements Extension {
  /** Ten thousand results take half a minute. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** A person waits for it, in front of a browser. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  private final Map<Path, AllureReports> made = new ConcurrentHashMap<>();

  @Override
  public RunFinished onFinished(Farm farm) {
    AllureReports reports = reports(farm);
    return run -> publish(farm.runs(), reports, run);
  }

  @Override
  public List<Routes> routes(Farm farm) {
    AllureReports reports = reports(farm);
    BranchReports branches = reports.branches();
    return List.of(
        new BranchRoutes(
            farm.runs(),
            farm.access(),
            branches.folder(),
            branch -> ensure(farm.runs(), branches, branch, Deadline.after(LONGEST_ASKED))),
        new PageRoutes(
            farm.runs(), farm.access(), reports.folder(), run -> ensure(farm.runs(), reports, run)),
        new CaseRoutes(farm.runs(), farm.access(), new AttemptSeeds(farm.seed())),
        new BoardRoutes(farm.runs().boardPasts(), farm.access(), terminal()),
        new HistoryRoutes(farm.runs().history(), farm.access()),
        new GitHubRoutes(farm.runs(), farm.access()),
        new SignInRoutes(farm.access()));
  }

  private static Optional<Terminal> terminal() {
    Path home = Path.of(System.getProperty("user.home", "/"));
    return Terminal.fetched(Tools.cache(System.getenv(), home));
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
      runs.branch(run).ifPresent(branch -> stand(runs, reports.branches(), branch));
    } catch (IOException | ReportFailedException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the report of run " + run + " was made", e);
    }
  }

  /** Where this fails, the first who asks for it has it made. */
  private static void stand(RunStore runs, BranchReports reports, Branch branch) {
    try {
      boolean made = ensure(runs, reports, branch, Deadline.after(LONGEST));
      LOG.debug("branch {}: {}", branch, made ? "its report stands" : "no run is left to tell of");
    } catch (RefusedException e) {
      LOG.warn("{}; it is made when somebody asks for it", e.getMessage());
    }
  }

  private static boolean ensure(
      RunStore runs, BranchReports reports, Branch branch, Deadline deadline) {
    BranchRuns of = new BranchRuns(runs, branch);
    Optional<RunId> newest = of.newest();
    try {
      if (newest.isEmpty()) {
        reports.forget(branch);
      } else if (!reports.tellsOf(branch, newest.get())) {
        reports.ensure(branch, newest.get(), of::source, deadline);
      }
      return newest.isPresent();
    } catch (IOException | ReportFailedException e) {
      throw new RefusedException(
          503, "the report of branch %s could not be made: %s".formatted(branch, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(503, "the farm stops: ask again in a while");
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

  /** As seen from its report, whatever the farm is called from outside. */
  private static URI page(RunId run) {
    return URI.create("../../runs/" + run);
  }

  private static AllureReports.Source source(RunStore runs, RunRow row) {
    FinishedRun finished = FinishedRuns.of(runs, row).at(page(row.plan().run()));
    return new AllureReports.Source(finished, runs::artifact, runs.historyBefore(row));
  }
}
