package org.hilfarm.testing.github.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.view.ActionsViews;
import org.hilfarm.testing.github.world.Artifact;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.testing.github.world.World;

/**
 * What is asked of workflow runs and their artifacts. A download is sent on to a storage of another
 * address, for a minute, by an address that nobody can guess.
 */
public final class ActionsRoutes {
  private static final String RUNS = "/repos/{owner}/{repo}/actions/runs";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final World world;
  private final Grants grants;
  private final ActionsViews views;
  private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();

  private record Ticket(long artifact, Instant ends) {}

  ActionsRoutes(World world, Grants grants, ActionsViews views) {
    this.world = world;
    this.grants = grants;
    this.views = views;
  }

  /** The routes; downloads are sent to this storage. */
  List<Route> routes(String storage) {
    return List.of(
        new Route("GET", RUNS, (asked, places) -> list(asked, allowed(asked, places), 0)),
        new Route(
            "GET",
            "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
            (asked, places) -> ofWorkflow(asked, places)),
        new Route(
            "GET",
            RUNS + "/{run_id}",
            (asked, places) -> Answer.json(200, views.run(run(asked, places)))),
        new Route("GET", RUNS + "/{run_id}/artifacts", this::artifacts),
        new Route(
            "GET",
            "/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
            (asked, places) -> download(asked, places, storage)));
  }

  /** What the storage answers. It is asked without any token; one that comes is refused. */
  public Answer stored(Asked asked) {
    Optional<Ticket> ticket = Optional.ofNullable(tickets.get(asked.path().replaceFirst("^/", "")));
    if (asked.header("authorization").isPresent()) {
      return Answer.error(400, "Authentication information is not given in the correct format.");
    }
    if (ticket.isEmpty() || !ticket.get().ends().isAfter(world.now())) {
      return Answer.error(403, "Signature not valid in the specified time frame");
    }
    return world
        .artifact(ticket.get().artifact())
        .map(a -> new Answer(200, Map.of("Content-Type", type(a)), a.content()))
        .orElseGet(() -> Answer.error(404, "The specified blob does not exist."));
  }

  private static String type(Artifact artifact) {
    byte[] content = artifact.content();
    boolean zip = content.length > 1 && content[0] == 'P' && content[1] == 'K';
    return zip ? "application/zip" : "application/octet-stream";
  }

  private Answer ofWorkflow(Asked asked, Map<String, String> places) {
    Repository repository = allowed(asked, places);
    String wanted = places.getOrDefault("workflow_id", "");
    long id =
        world.workflows(repository).stream()
            .filter(w -> wanted.equals("" + w.id()) || w.path().endsWith("/" + wanted))
            .findFirst()
            .orElseThrow(RefusalException::notFound)
            .id();
    return list(asked, repository, id);
  }

  private Answer list(Asked asked, Repository repository, long workflow) {
    List<WorkflowRun> found =
        world.runs(repository).stream()
            .filter(r -> workflow == 0 || r.workflow().id() == workflow)
            .filter(r -> is(asked, "event", r.source().event()))
            .filter(r -> is(asked, "branch", r.source().branch()))
            .filter(r -> is(asked, "head_sha", r.source().sha()))
            .filter(r -> is(asked, "status", r.progress().status()) || concluded(asked, r))
            .filter(r -> asked.query("created").map(c -> isSince(c, r)).orElse(true))
            .toList();
    return Pages.counted(asked, "workflow_runs", found, views::run);
  }

  /** Of a span of times only {@code >=T} is understood; another is refused. */
  private static boolean isSince(String span, WorkflowRun run) {
    if (!span.startsWith(">=")) {
      throw new RefusalException(422, "created: only >=TIME is played here");
    }
    return !run.created().isBefore(Instant.parse(span.substring(2)));
  }

  /** The status asked for may be a conclusion. */
  private static boolean concluded(Asked asked, WorkflowRun run) {
    return asked.query("status").equals(run.progress().conclusion());
  }

  private static boolean is(Asked asked, String parameter, String value) {
    return asked.query(parameter).map(value::equals).orElse(true);
  }

  private Answer artifacts(Asked asked, Map<String, String> places) {
    WorkflowRun run = run(asked, places);
    List<Artifact> found =
        world.artifacts(run.id()).stream().filter(a -> is(asked, "name", a.name())).toList();
    return Pages.counted(asked, "artifacts", found, a -> views.artifact(run, a));
  }

  private Answer download(Asked asked, Map<String, String> places, String storage) {
    Repository repository = allowed(asked, places);
    Artifact artifact =
        world
            .artifact(Api.number(places, "artifact_id"))
            .filter(a -> world.runs(repository).stream().anyMatch(r -> r.id() == a.run()))
            .filter(a -> "zip".equals(places.get("archive_format")))
            .orElseThrow(RefusalException::notFound);
    if (artifact.lies().expired()) {
      throw new RefusalException(410, "Artifact has expired");
    }
    tickets.values().removeIf(t -> !t.ends().isAfter(world.now()));
    String ticket = UUID.randomUUID().toString();
    tickets.put(ticket, new Ticket(artifact.id(), world.now().plus(MINUTE)));
    return Answer.redirect(artifact.lies().location().orElse(storage + "/" + ticket));
  }

  private WorkflowRun run(Asked asked, Map<String, String> places) {
    long id = Api.number(places, "run_id");
    return world.runs(allowed(asked, places)).stream()
        .filter(r -> r.id() == id)
        .findFirst()
        .orElseThrow(RefusalException::notFound);
  }

  private Repository allowed(Asked asked, Map<String, String> places) {
    Repository repository = Api.repository(world, places);
    Grants.Grant unused = grants.installation(asked, repository, "actions", "read");
    return repository;
  }
}
