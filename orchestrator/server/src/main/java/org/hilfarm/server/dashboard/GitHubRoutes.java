package org.hilfarm.server.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.signin.Person;
import org.hilfarm.server.signin.Role;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Routes;

/** The page of what GitHub told, for those who run the farm. */
public final class GitHubRoutes implements Routes {
  private final RunStore runs;
  private final Access access;

  public GitHubRoutes(RunStore runs, Access access) {
    this.runs = runs;
    this.access = access;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/github", this::told);
  }

  /** Any other state than those there are is not repeated, however long it is. */
  private void told(Context context) {
    Person unused = access.people().sees(context, Role.OPERATOR, "what GitHub told");
    Optional<String> asked =
        Optional.ofNullable(context.queryParam("state")).filter(s -> !s.isBlank());
    Optional<String> state = asked.filter(GitHubPage.STATES::contains);
    boolean known = asked.isEmpty() || state.isPresent();
    GitHubPage page = GitHubPage.of(state.orElse(""), runs.fromGitHub(state));
    PageRoutes.page(context, known ? 200 : 400, Pages.gitHub(page, known));
  }
}
