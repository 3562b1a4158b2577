package org.hilfarm.server.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.hilfarm.server.report.History;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Routes;

/** The page of what many runs together tell. */
public final class HistoryRoutes implements Routes {
  private static final String PATH = "/history";

  private final History history;
  private final Access access;

  public HistoryRoutes(History history, Access access) {
    this.history = history;
    this.access = access;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, PATH, this::history);
    Routes.readable(routes, "/flaky", c -> c.redirect(PATH, HttpStatus.MOVED_PERMANENTLY));
  }

  /** A filter that cannot be asked for is told on the page, where it can be mended. */
  private void history(Context context) {
    access.reader(context);
    HistoryForm form = HistoryForm.of(context.queryParamMap());
    PageRoutes.page(
        context,
        form.sought().isPresent() ? 200 : 400,
        Pages.history(
            form.sought()
                .map(sought -> HistoryPage.of(form, history.past(sought)))
                .orElseGet(() -> HistoryPage.refused(form))));
  }
}
