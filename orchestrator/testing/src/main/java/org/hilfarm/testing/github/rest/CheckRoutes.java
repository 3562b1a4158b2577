package org.hilfarm.testing.github.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.view.CheckViews;
import org.hilfarm.testing.github.world.App;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.World;

/** What is asked of check runs, with GitHub's limits. */
final class CheckRoutes {
  private static final String OF_REPOSITORY = "/repos/{owner}/{repo}";

  private final App app;
  private final World world;
  private final Grants grants;
  private final CheckViews views;
  private final BiConsumer<String, Check> heard;

  /** Hears of each check that is made ({@code created}) or concluded ({@code completed}). */
  CheckRoutes(
      App app, World world, Grants grants, CheckViews views, BiConsumer<String, Check> heard) {
    this.app = app;
    this.world = world;
    this.grants = grants;
    this.views = views;
    this.heard = heard;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", OF_REPOSITORY + "/check-runs", this::create),
        new Route("GET", OF_REPOSITORY + "/check-runs/{check_run_id}", this::show),
        new Route("PATCH", OF_REPOSITORY + "/check-runs/{check_run_id}", this::update),
        new Route("GET", OF_REPOSITORY + "/commits/{ref}/check-runs", this::ofCommit),
        new Route("PATCH", OF_REPOSITORY + "/check-suites/preferences", this::preferences));
  }

  private Answer create(Asked asked, Map<String, String> places) {
    Repository repository = allowed(asked, places, "write");
    Map<String, Object> said = Api.object(asked);
    CheckRules.hold(said, true);
    String sha = String.valueOf(said.get("head_sha"));
    if (!world.knows(repository, sha)) {
      throw new RefusalException(422, "No commit found for SHA: " + sha);
    }
    Check made = world.check(repository, sha, concluded(said));
    tell("created", made);
    return Answer.json(201, views.check(made));
  }

  private Answer update(Asked asked, Map<String, String> places) {
    Repository repository = allowed(asked, places, "write");
    Map<String, Object> said = Api.object(asked);
    CheckRules.hold(said, false);
    Check changed = world.change(found(repository, places), concluded(said));
    tell("updated", changed);
    return Answer.json(200, views.check(changed));
  }

  /** A conclusion completes a check without more words. */
  private static Map<String, Object> concluded(Map<String, Object> said) {
    Map<String, Object> all = new LinkedHashMap<>(said);
    if (said.containsKey("conclusion")) {
      all.put("status", "completed");
    }
    return all;
  }

  private void tell(String made, Check check) {
    if (made.equals("created")) {
      heard.accept("created", check);
    }
    if (check.status().equals("completed")) {
      heard.accept("completed", check);
    }
  }

  private Answer show(Asked asked, Map<String, String> places) {
    return Answer.json(200, views.check(found(allowed(asked, places, "read"), places)));
  }

  private Answer ofCommit(Asked asked, Map<String, String> places) {
    Repository repository = allowed(asked, places, "read");
    String own = Long.toString(app.id());
    List<Check> all =
        world.checks(repository, places.getOrDefault("ref", "")).stream()
            .filter(c -> asked.query("check_name").map(c.name()::equals).orElse(true))
            .filter(c -> asked.query("status").map(c.status()::equals).orElse(true))
            .filter(c -> asked.query("app_id").map(own::equals).orElse(true))
            .toList();
    boolean latest = asked.query("filter").orElse("latest").equals("latest");
    return Pages.counted(asked, "check_runs", latest ? newestOfEach(all) : all, views::check);
  }

  private static List<Check> newestOfEach(List<Check> newestFirst) {
    Map<String, Check> newest = new LinkedHashMap<>();
    newestFirst.forEach(c -> newest.putIfAbsent(c.name(), c));
    return List.copyOf(newest.values());
  }

  private Answer preferences(Asked asked, Map<String, String> places) {
    Repository repository = allowed(asked, places, "write");
    return Answer.json(
        200,
        Map.of("preferences", Api.object(asked), "repository", views.views().minimal(repository)));
  }

  private Check found(Repository repository, Map<String, String> places) {
    return world
        .check(Api.number(places, "check_run_id"))
        .filter(c -> c.repository().id() == repository.id())
        .orElseThrow(RefusalException::notFound);
  }

  private Repository allowed(Asked asked, Map<String, String> places, String level) {
    Repository repository = Api.repository(world, places);
    Grants.Grant unused = grants.installation(asked, repository, "checks", level);
    return repository;
  }
}
