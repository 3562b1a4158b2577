package org.hilfarm.testing.github.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.view.AppViews;
import org.hilfarm.testing.github.world.App;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.World;

/** What is asked of apps: installations and their tokens. */
final class AppRoutes {
  private final App app;
  private final World world;
  private final Grants grants;
  private final AppViews views;

  AppRoutes(App app, World world, Grants grants, AppViews views) {
    this.app = app;
    this.world = world;
    this.grants = grants;
    this.views = views;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/app", (asked, places) -> forApp(asked, views.integration())),
        new Route(
            "GET",
            "/app/installations/{installation_id}",
            (asked, places) -> forApp(asked, installation(places))),
        new Route("POST", "/app/installations/{installation_id}/access_tokens", this::token),
        new Route("GET", "/repos/{owner}/{repo}/installation", this::ofRepository),
        new Route("GET", "/installation/repositories", this::repositories));
  }

  private Answer forApp(Asked asked, Object view) {
    grants.app(asked);
    return Answer.json(200, view);
  }

  private Object installation(Map<String, String> places) {
    if (!Long.toString(app.installation()).equals(places.get("installation_id"))) {
      throw RefusalException.notFound();
    }
    return views.installation(app.owner());
  }

  private Answer ofRepository(Asked asked, Map<String, String> places) {
    grants.app(asked);
    Repository repository = Api.repository(world, places);
    if (!isInstalledOn(repository)) {
      throw RefusalException.notFound();
    }
    return Answer.json(200, views.installation(app.owner()));
  }

  private boolean isInstalledOn(Repository repository) {
    return repository.owner().id() == app.owner().id();
  }

  private Answer token(Asked asked, Map<String, String> places) {
    grants.app(asked);
    Object unused = installation(places);
    Map<String, Object> said = Api.object(asked);
    List<Repository> narrowed = narrowed(said);
    Grants.Grant grant =
        grants.grant(Set.copyOf(narrowed.stream().map(Repository::id).toList()), permissions(said));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("token", grant.token());
    body.put("expires_at", grant.ends().toString());
    body.put("permissions", grant.permissions());
    body.put("repository_selection", "selected");
    body.put("repositories", narrowed.stream().map(views.views()::repository).toList());
    return Answer.json(201, body);
  }

  private List<Repository> narrowed(Map<String, Object> said) {
    List<Repository> own = world.repositories().stream().filter(this::isInstalledOn).toList();
    Set<Object> wanted = new LinkedHashSet<>();
    for (String key : List.of("repositories", "repository_ids")) {
      if (said.get(key) instanceof List<?> list) {
        wanted.addAll(list);
      }
    }
    if (wanted.isEmpty()) {
      return own;
    }
    List<Repository> found = new ArrayList<>();
    for (Object one : wanted) {
      found.add(
          own.stream()
              .filter(r -> r.name().equals(one) || Long.toString(r.id()).equals(one.toString()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new RefusalException(
                          422,
                          "There is at least one repository that does not exist or is not"
                              + " accessible to the parent installation.")));
    }
    return found;
  }

  private Map<String, String> permissions(Map<String, Object> said) {
    if (!said.containsKey("permissions")) {
      return app.permissions();
    }
    Map<String, String> wanted = new TreeMap<>();
    Check.objects(said.get("permissions")).forEach((k, v) -> wanted.put(k, v.toString()));
    wanted.forEach(
        (name, level) -> {
          String has = app.permissions().getOrDefault(name, "none");
          if (!has.equals("write") && !has.equals(level)) {
            throw new RefusalException(
                422, "The permissions requested are not granted to this installation.");
          }
        });
    wanted.put("metadata", "read");
    return wanted;
  }

  private Answer repositories(Asked asked, Map<String, String> places) {
    Grants.Grant grant = grants.installation(asked);
    List<Repository> all =
        world.repositories().stream().filter(r -> grant.repositories().contains(r.id())).toList();
    return Pages.counted(asked, "repositories", all, views.views()::repository);
  }
}
