package org.hilfarm.server.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.build.Branch;
import org.hilfarm.server.allure.BranchReports;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Routes;

/**
 * The standing Allure report of each branch, {@code /reports/branches/OWNER~NAME~BRANCH/}, and the
 * page that lists them.
 */
public final class BranchRoutes implements Routes {
  private static final String PATH = "/reports/branches";

  private final RunStore runs;
  private final Access access;
  private final ReportFiles reports;
  private final ReportMaker maker;

  /**
   * The routes.
   *
   * @param reports where the reports lie, one folder a branch
   * @param maker makes one that lies elsewhere, or tells of an older run than the newest
   */
  public BranchRoutes(RunStore runs, Access access, Path reports, ReportMaker maker) {
    this.runs = runs;
    this.access = access;
    this.reports = new ReportFiles(reports);
    this.maker = maker;
  }

  /** Has the report of a branch lie on this orchestrator. */
  @FunctionalInterface
  public interface ReportMaker {
    /**
     * Returns when it does; throws where it cannot be made.
     *
     * @return whether there is one to be had
     */
    boolean ensure(Branch branch);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, PATH, this::list);
    Routes.readable(routes, PATH + "/{branch}", this::start);
    Routes.readable(routes, PATH + "/{branch}/<path>", c -> answer(c, c.pathParam("path")));
  }

  private void list(Context context) {
    access.reader(context);
    BranchesPage page = BranchesPage.of(runs.standing(BranchesPage.MOST + 1));
    PageRoutes.page(context, 200, Pages.branches(page));
  }

  private void start(Context context) {
    if (context.path().endsWith("/")) {
      answer(context, "");
    } else {
      context.redirect(context.path() + "/");
    }
  }

  /** It is made anew when its start page is asked for, so that its parts are of one report. */
  private void answer(Context context, String path) {
    access.reader(context);
    Optional<Branch> branch = Branch.parse(context.pathParam("branch"));
    boolean there = branch.filter(b -> !path.isEmpty() || maker.ensure(b)).isPresent();
    Optional<ReportFiles.Found> found =
        branch.filter(b -> there).flatMap(b -> reports.find(BranchReports.name(b), path));
    if (found.isPresent()) {
      PageRoutes.send(context, found.get(), branch.orElseThrow().address());
    } else {
      String none = "a report of branch %s: no run of it has ended that is still kept";
      String what =
          path.isEmpty()
              ? none.formatted(context.pathParam("branch"))
              : "the file %s of this report".formatted(path);
      Pages.Way all = new Pages.Way(PATH, "To all branches");
      PageRoutes.page(context, 404, Pages.notFound(what, List.of(all)));
    }
  }
}
