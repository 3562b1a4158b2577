package org.hilfarm.testing.github.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.view.ActionsViews;
import org.hilfarm.testing.github.view.AppViews;
import org.hilfarm.testing.github.view.CheckViews;
import org.hilfarm.testing.github.view.Views;
import org.hilfarm.testing.github.world.App;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.World;
import org.hilfarm.wire.json.Json;

/**
 * GitHub's REST API: storm, quota, the route itself, and an ETag for each answer to a GET. Any
 * thread may use it.
 */
public final class Api {
  /** Marks an answer that is no GitHub's own, but a storm's. */
  public static final String MADE_UP = "X-Fake-Storm";

  private static final int MOST_REMEMBERED = 10_000;
  private static final String VERSION = "2022-11-28";

  private final List<Route> routes = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Storm storm = new Storm();
  private final Quota quota;
  private final ActionsRoutes actions;

  /**
   * What the API shows and does.
   *
   * @param deliveries of webhooks
   * @param heard of checks that are created or completed
   */
  public record Parts(
      App app,
      World world,
      Grants grants,
      Views views,
      DeliveryLog deliveries,
      BiConsumer<String, Check> heard) {}

  /** Downloads are sent to this storage, which answers what {@link #actions} has stored. */
  public Api(Parts parts, String storage) {
    AppViews apps = new AppViews(parts.views(), parts.app());
    World world = parts.world();
    quota = new Quota(world);
    actions = new ActionsRoutes(world, parts.grants(), new ActionsViews(parts.views(), world));
    routes.addAll(new AppRoutes(parts.app(), world, parts.grants(), apps).routes());
    routes.addAll(new PullRoutes(world, parts.grants(), apps).routes());
    routes.addAll(actions.routes(storage));
    routes.addAll(
        new CheckRoutes(
                parts.app(),
                world,
                parts.grants(),
                new CheckViews(parts.views(), apps, world),
                parts.heard())
            .routes());
    routes.addAll(new HookRoutes(parts.grants(), parts.deliveries()).routes());
    routes.add(new Route("GET", "/rate_limit", (a, places) -> Answer.json(200, quota.shown(a))));
  }

  public Storm storm() {
    return storm;
  }

  public Quota quota() {
    return quota;
  }

  public ActionsRoutes actions() {
    return actions;
  }

  /** Every request so far, ten thousand at most, as {@code METHOD path {query}}. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Answers one request. */
  public Answer answer(Asked request) {
    if (asked.size() < MOST_REMEMBERED) {
      asked.add(request.toString());
    }
    Optional<Storm.Trouble> trouble = storm.strike(request);
    if (trouble.isPresent() && trouble.get() instanceof Storm.Trouble.Instead instead) {
      return dressed(instead.answer()).with(MADE_UP, "yes");
    }
    Answer answer = quota.spent(request) ? spent() : conditional(request, routed(request));
    Answer counted = quota.count(request, answer);
    return trouble.isPresent() ? Answer.silence() : dressed(counted);
  }

  private static Answer spent() {
    return Answer.error(403, "API rate limit exceeded for installation ID 1.");
  }

  private static Answer dressed(Answer answer) {
    return answer
        .with("X-GitHub-Request-Id", UUID.randomUUID().toString())
        .with("X-GitHub-Api-Version-Selected", VERSION)
        .with("Server", "fake-github");
  }

  private Answer routed(Asked request) {
    try {
      if (request.header("user-agent").isEmpty()) {
        throw new RefusalException(403, "Request forbidden by administrative rules.");
      }
      for (Route route : routes) {
        Optional<Map<String, String>> places = route.places(request.path());
        if (route.method().equals(request.method()) && places.isPresent()) {
          return route.handler().answer(request, places.get());
        }
      }
      return RefusalException.notFound().answer();
    } catch (RefusalException e) {
      return e.answer();
    }
  }

  private static Answer conditional(Asked request, Answer answer) {
    if (!request.method().equals("GET") || answer.status() != 200) {
      return answer;
    }
    String tag = "\"" + Sha256.of(answer.body()).value() + "\"";
    boolean same = request.header("if-none-match").filter(tag::equals).isPresent();
    return (same ? Answer.empty(304) : answer).with("ETag", tag);
  }

  static Repository repository(World world, Map<String, String> places) {
    return world
        .repository(places.get("owner") + "/" + places.get("repo"))
        .orElseThrow(RefusalException::notFound);
  }

  static long number(Map<String, String> places, String name) {
    String said = places.getOrDefault(name, "");
    if (!said.matches("[0-9]{1,18}")) {
      throw RefusalException.notFound();
    }
    return Long.parseLong(said);
  }

  /** The body, which is an object or nothing. */
  static Map<String, Object> object(Asked request) {
    if (request.body().isEmpty()) {
      return Map.of();
    }
    try {
      return Check.objects(Json.read(request.body().getBytes(UTF_8), Object.class));
    } catch (IOException e) {
      throw new RefusalException(400, "Problems parsing JSON");
    }
  }
}
