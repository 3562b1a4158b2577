package org.hilfarm.testing.github;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hilfarm.testing.github.hook.Deliveries;
import org.hilfarm.testing.github.hook.Delivery;
import org.hilfarm.testing.github.hook.Payloads;
import org.hilfarm.testing.github.page.Press;
import org.hilfarm.testing.github.world.Artifact;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Commit;
import org.hilfarm.testing.github.world.MergeGroup;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.User;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.testing.github.world.WorkflowRun.Progress;
import org.hilfarm.testing.github.world.WorkflowRun.Source;
import org.hilfarm.testing.github.world.WorkflowRun.Workflow;
import org.hilfarm.testing.github.world.World;

/**
 * What people and workflows do. Each returns once its webhook was answered, refused or not taken;
 * without a target for webhooks at once. Any thread may use it.
 */
public final class Events implements Press {
  /** CircuitPython's workflow that builds firmware. */
  public static final String BUILD = ".github/workflows/build.yml";

  private static final long PATIENCE_S = 100;

  private final World world;
  private final Repository upstream;
  private final Payloads payloads;
  private final Deliveries deliveries;

  Events(World world, Repository upstream, Payloads payloads, Deliveries deliveries) {
    this.world = world;
    this.upstream = upstream;
    this.payloads = payloads;
    this.deliveries = deliveries;
  }

  /**
   * A pull request to open.
   *
   * @param from the repository it comes from, {@code owner/name}; another than the upstream's is
   *     made its fork
   * @param association of its author, who is the owner of that repository
   * @param files whose paths it changes
   */
  public record Opening(
      String from, String branch, String title, String association, List<String> files) {
    /** Somebody's first, from a fork. */
    public static Opening newcomer(String login, String branch) {
      return new Opening(
          login + "/circuitpython",
          branch,
          "Change " + branch,
          "FIRST_TIME_CONTRIBUTOR",
          List.of("shared-bindings/time/__init__.c"));
    }

    /** One by somebody who may write to the upstream, from a fork. */
    public static Opening member(String login, String branch) {
      return new Opening(
          login + "/circuitpython", branch, "Change " + branch, "MEMBER", List.of("main.c"));
    }
  }

  /** Opens a pull request with one commit. */
  public Pull open(Opening opening) {
    return open(opening, opening.from().split("/", 2)[0]);
  }

  /** Somebody opens a pull request from a branch that may be another's. */
  public Pull open(Opening opening, String by) {
    Repository head = world.repository(opening.from(), !opening.from().equals(upstream.fullName()));
    User author = world.user(by);
    Pull pull =
        world.put(
            new Pull(
                world.id(),
                world.nextNumber(),
                opening.title(),
                author,
                upstream,
                head,
                opening.branch(),
                List.of(world.commit(opening.title(), author)),
                new Pull.Standing(
                    Pull.State.OPEN, false, opening.association(), List.of(), opening.files()),
                world.now(),
                world.now()));
    tell(payloads.pullRequest("opened", pull, author, Map.of()));
    return pull;
  }

  /** Its author pushes one more commit. */
  public Pull push(Pull pull) {
    return push(pull, pull.author().login());
  }

  /** Somebody who may pushes one more commit. */
  public Pull push(Pull pull, String by) {
    Pull now = world.push(pull, world.commit("Another try", world.user(by)));
    String before = now.commits().get(now.commits().size() - 2).sha();
    return synchronize(before, now, by);
  }

  /** Its author pushes another history in the place of the one that was there. */
  public Pull forcePush(Pull pull, List<Commit> history) {
    return synchronize(pull.headSha(), world.rewrite(pull, history), pull.author().login());
  }

  private Pull synchronize(String before, Pull now, String by) {
    tell(
        payloads.pullRequest(
            "synchronize", now, world.user(by), Map.of("before", before, "after", now.headSha())));
    return now;
  }

  public Pull close(Pull pull) {
    return move(pull, Pull.State.CLOSED, "closed");
  }

  public Pull reopen(Pull pull) {
    return move(pull, Pull.State.OPEN, "reopened");
  }

  public Pull merge(Pull pull) {
    return move(pull, Pull.State.MERGED, "closed");
  }

  private Pull move(Pull pull, Pull.State state, String action) {
    Pull now = world.move(pull, state);
    tell(payloads.pullRequest(action, now, now.author(), Map.of()));
    return now;
  }

  /** Somebody puts a label on it. */
  public Pull label(Pull pull, String name, String by) {
    Pull now = world.label(pull, name);
    tell(payloads.pullRequest("labeled", now, world.user(by), payloads.label(now, name)));
    return now;
  }

  /** The upstream's workflow that builds firmware. */
  public Workflow buildWorkflow() {
    return world.workflow(upstream, BUILD, "Build CI");
  }

  /** The build of a pull request's newest commit is requested. */
  public WorkflowRun build(Pull pull) {
    return start(
        buildWorkflow(),
        new Source("pull_request", pull.head(), pull.branch(), pull.headSha(), pull.author()));
  }

  /** The build of a merge group, which upstream's own workflow does not do yet. */
  public WorkflowRun build(MergeGroup group) {
    return start(
        buildWorkflow(),
        new Source(
            "merge_group", upstream, group.branch(), group.head().sha(), group.pull().author()));
  }

  /** A run of any workflow, for anything, is requested. */
  public WorkflowRun start(Workflow workflow, Source source) {
    int number = 1 + world.runs(upstream).size();
    WorkflowRun run =
        world.put(
            new WorkflowRun(
                world.id(),
                number,
                workflow,
                upstream,
                source,
                new Progress("queued", Optional.empty(), 1),
                world.now()));
    tell(payloads.workflowRun("requested", run));
    return run;
  }

  /** A run has begun. */
  public WorkflowRun begin(WorkflowRun run) {
    return move(run, new Progress("in_progress", Optional.empty(), run.progress().attempt()));
  }

  /** A run has ended: {@code success}, {@code failure}, {@code cancelled}, ... */
  public WorkflowRun complete(WorkflowRun run, String conclusion) {
    return move(run, new Progress("completed", Optional.of(conclusion), run.progress().attempt()));
  }

  /** Somebody has a run done once more; its artifacts stay until there are new ones. */
  public WorkflowRun rerun(WorkflowRun run) {
    WorkflowRun now =
        world.move(run, new Progress("queued", Optional.empty(), run.progress().attempt() + 1));
    tell(payloads.workflowRun("requested", now));
    return now;
  }

  private WorkflowRun move(WorkflowRun run, Progress progress) {
    WorkflowRun now = world.move(run, progress);
    tell(payloads.workflowRun(progress.status(), now));
    return now;
  }

  /** A run uploads an artifact. */
  public Artifact upload(WorkflowRun run, String name, byte[] content) {
    return upload(run, name, content, Artifact.Lies.NONE);
  }

  /** A run uploads an artifact of which something wrong is said. */
  public Artifact upload(WorkflowRun run, String name, byte[] content, Artifact.Lies lies) {
    return world.put(new Artifact(world.id(), run.id(), name, content.clone(), lies, world.now()));
  }

  /** Somebody presses a button of a check. */
  @Override
  public void action(Check check, String identifier, String by) {
    tell(
        payloads.checkRun(
            "requested_action",
            check,
            world.user(by),
            Map.of("requested_action", Map.of("identifier", identifier))));
  }

  /** Somebody presses "Re-run" beside a check. */
  @Override
  public void rerun(Check check, String by) {
    tell(payloads.checkRun("rerequested", check, world.user(by), Map.of()));
  }

  /** Somebody presses "Re-run all checks". */
  @Override
  public void rerunAll(Check check, Pull pull, String by) {
    tell(payloads.checkSuite("rerequested", check, pull, world.user(by)));
  }

  /** A pull request comes up in the merge queue. */
  public MergeGroup enqueue(Pull pull) {
    MergeGroup group =
        world.put(
            new MergeGroup(
                upstream,
                pull,
                world.commit("Merge pull request #" + pull.number(), pull.author()),
                World.sha("main of " + upstream.fullName())));
    tell(payloads.mergeGroup("checks_requested", group, pull.author(), Map.of()));
    return group;
  }

  /** It leaves the queue: {@code merged}, {@code invalidated}, {@code dequeued}. */
  public void destroy(MergeGroup group, String reason) {
    tell(payloads.mergeGroup("destroyed", group, group.pull().author(), Map.of("reason", reason)));
  }

  /** The app itself: {@code created}, {@code deleted}, {@code suspend}, {@code unsuspend}. */
  public void installation(String action) {
    tell(payloads.installation(action, upstream, upstream.owner()));
  }

  /** The app's repositories: {@code added}, {@code removed}. */
  public void installationRepositories(String action) {
    tell(payloads.installationRepositories(action, upstream, upstream.owner()));
  }

  /** The farm has written a check: told in its turn, since the farm waits for its answer. */
  void check(String action, Check check) {
    Future<Optional<Delivery>> unused =
        deliveries.send(payloads.checkRun(action, check, upstream.owner(), Map.of()));
  }

  private void tell(Delivery.Message message) {
    Future<Optional<Delivery>> sent = deliveries.send(message);
    try {
      Optional<Delivery> unused = sent.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "the webhook %s %s was not delivered or refused within %d s"
              .formatted(message.event(), message.action(), PATIENCE_S),
          e);
    }
  }
}
