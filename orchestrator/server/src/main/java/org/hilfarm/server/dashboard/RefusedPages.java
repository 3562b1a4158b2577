package org.hilfarm.server.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.hilfarm.server.web.Refusals;
import org.hilfarm.server.web.SignInAddress;

/** Whoever is refused in front of a browser reads why, and finds a way on. */
final class RefusedPages {
  private static final List<Integer> STATUSES =
      List.of(400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503);

  private RefusedPages() {}

  static void addTo(RoutesConfig routes) {
    STATUSES.forEach(s -> routes.error(s, "text/html", RefusedPages::show));
  }

  /** What is no page keeps its own words: programs read those. */
  private static void show(Context context) {
    List<String> problems = Refusals.of(context);
    boolean stray = context.endpoints().matchedHttpEndpoint() == null;
    if (problems.isEmpty() || stray || context.path().startsWith("/api/")) {
      return;
    }
    int status = context.statusCode();
    PageRoutes.page(context, status, Pages.refused(title(status), problems, ways(status)));
  }

  private static String title(int status) {
    return switch (status) {
      case 401, 403 -> "Not allowed";
      case 404 -> "There is nothing here";
      case 409 -> "Not now";
      case 500 -> "The farm failed";
      case 503, 429 -> "Try again in a while";
      default -> "That cannot be read";
    };
  }

  private static List<Pages.Way> ways(int status) {
    return status == 401 || status == 403
        ? List.of(new Pages.Way(SignInAddress.PATH, "To the sign-in"))
        : List.of();
  }
}
