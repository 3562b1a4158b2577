package org.hilfarm.testing.github.rest;

import java.util.List;
import java.util.Map;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.view.AppViews;
import org.hilfarm.testing.github.view.PullViews;
import org.hilfarm.testing.github.world.Commit;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.World;

/** What is asked of a repository and its pull requests. */
final class PullRoutes {
  private static final String OF_REPOSITORY = "/repos/{owner}/{repo}";

  /** GitHub lists no more, the oldest first. */
  private static final int MOST_COMMITS = 250;

  private final World world;
  private final Grants grants;
  private final AppViews views;
  private final PullViews pulls;

  PullRoutes(World world, Grants grants, AppViews views) {
    this.world = world;
    this.grants = grants;
    this.views = views;
    pulls = new PullViews(views.views());
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", OF_REPOSITORY, this::repository),
        new Route("GET", OF_REPOSITORY + "/pulls", this::list),
        new Route("GET", OF_REPOSITORY + "/pulls/{pull_number}", this::pull),
        new Route("GET", OF_REPOSITORY + "/pulls/{pull_number}/files", this::files),
        new Route("GET", OF_REPOSITORY + "/pulls/{pull_number}/commits", this::commits),
        new Route("GET", OF_REPOSITORY + "/collaborators/{username}/permission", this::permission));
  }

  private Answer repository(Asked asked, Map<String, String> places) {
    return Answer.json(200, views.views().full(allowed(asked, places, "metadata")));
  }

  private Answer list(Asked asked, Map<String, String> places) {
    Repository repository = allowed(asked, places, "pull_requests");
    String state = asked.query("state").orElse("open");
    List<Pull> found =
        world.pulls(repository).stream()
            .filter(p -> state.equals("all") || state.equals("open") == isOpen(p))
            .filter(p -> asked.query("head").map(p.label()::equalsIgnoreCase).orElse(true))
            .filter(p -> asked.query("base").map("main"::equals).orElse(true))
            .toList();
    return Pages.list(asked, found, pulls::simple);
  }

  private static boolean isOpen(Pull pull) {
    return pull.standing().state() == Pull.State.OPEN;
  }

  private Answer pull(Asked asked, Map<String, String> places) {
    return Answer.json(200, pulls.full(found(asked, places)));
  }

  private Answer files(Asked asked, Map<String, String> places) {
    Pull pull = found(asked, places);
    return Pages.list(asked, pull.standing().files(), path -> pulls.file(pull, path));
  }

  private Answer commits(Asked asked, Map<String, String> places) {
    Pull pull = found(asked, places);
    List<Commit> listed = pull.commits().stream().limit(MOST_COMMITS).toList();
    return Pages.list(asked, listed, commit -> pulls.listed(pull, commit));
  }

  private Pull found(Asked asked, Map<String, String> places) {
    Repository repository = allowed(asked, places, "pull_requests");
    return world
        .pull(repository, (int) Api.number(places, "pull_number"))
        .orElseThrow(RefusalException::notFound);
  }

  private Answer permission(Asked asked, Map<String, String> places) {
    Repository repository = allowed(asked, places, "metadata");
    String login = places.getOrDefault("username", "");
    return world
        .knownUser(login)
        .map(u -> Answer.json(200, views.collaborator(u, world.permission(repository, u))))
        .orElseThrow(RefusalException::notFound);
  }

  private Repository allowed(Asked asked, Map<String, String> places, String permission) {
    Repository repository = Api.repository(world, places);
    Grants.Grant unused = grants.installation(asked, repository, permission, "read");
    return repository;
  }
}
