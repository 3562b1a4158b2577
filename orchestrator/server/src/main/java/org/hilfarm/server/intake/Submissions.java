package org.hilfarm.server.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.plan.Costs;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.PlanRequest;
import org.hilfarm.server.plan.Planner;
import org.hilfarm.server.plan.RunInputs;
import org.hilfarm.server.plan.Suites;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.queue.Turns;
import org.hilfarm.server.report.Supersession;
import org.hilfarm.wire.config.Dispatch;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;

/** Takes submissions in: all or nothing, and answered only once the run is durable. */
public final class Submissions {
  private static final Fence NONE =
      new Fence() {
        @Override
        public boolean open(Tx tx) {
          return true;
        }

        @Override
        public void stored(Tx tx, RunId run) {}
      };

  private final Database database;
  private final TrustedData trusted;
  private final Patience patience;
  private final Dispatch dispatch;

  /** With the usual order of dispatch. */
  public Submissions(Database database, TrustedData trusted, Patience patience) {
    this(database, trusted, patience, Dispatch.usual());
  }

  public Submissions(Database database, TrustedData trusted, Patience patience, Dispatch dispatch) {
    this.database = database;
    this.trusted = trusted;
    this.patience = patience;
    this.dispatch = dispatch;
  }

  /**
   * What a submitter says beside the files.
   *
   * @param name for people
   * @param suite what to run
   * @param baseline whether the images become the baseline once the run is mergeable
   * @param rack the only rack whose boards may be used; empty: any
   * @param pullRequest what is tested, where it is one; its active run is superseded
   */
  public record Wish(
      String name,
      SuiteId suite,
      boolean baseline,
      Optional<RackId> rack,
      Optional<PullRequest> pullRequest) {
    /** A build that is tested on any rack, and no more. */
    public Wish(String name, SuiteId suite) {
      this(name, suite, false, Optional.empty());
    }

    /** One that is no pull request's. */
    public Wish(String name, SuiteId suite, boolean baseline, Optional<RackId> rack) {
      this(name, suite, baseline, rack, Optional.empty());
    }
  }

  /**
   * A submission that begins to arrive.
   *
   * @param boards the only board types to look at; none: all
   */
  public Arrival arrival(Set<BoardTypeId> boards) {
    return new Arrival(trusted.types(), boards);
  }

  /** Something that holds, or is done, in the very transaction that stores a run. */
  public interface Fence {
    /** Whether a run may be stored. */
    boolean open(Tx tx);

    /** It is stored. */
    void stored(Tx tx, RunId run);
  }

  /** Checks, plans and stores what has arrived; when this returns the run survives anything. */
  public Accepted accept(Arrival arrival, Wish wish) throws BadSubmissionException {
    return accept(arrival, wish, NONE).orElseThrow();
  }

  /** The same where the fence is open; empty, and nothing is stored, where it is not. */
  public Optional<Accepted> accept(Arrival arrival, Wish wish, Fence fence)
      throws BadSubmissionException {
    if (!trusted.suites().containsKey(wish.suite())) {
      throw new BadSubmissionException(Suites.unknown(wish.suite(), trusted));
    }
    Intaken intaken = arrival.finish();
    if (wish.rack().isPresent() && database.inTransaction(tx -> boards(tx, wish)).isEmpty()) {
      throw new BadSubmissionException(
          "rack: no rack \"%s\" has presented boards to this farm; see ./farm boards"
              .formatted(wish.rack().get()));
    }
    Optional<RunPlan> plan = database.inTransaction(tx -> fenced(tx, intaken, wish, fence));
    if (plan.isPresent() && plan.get().jobs().isEmpty()) {
      throw new NothingToTestException(nothingToDo(plan.get()), !plan.get().notCovered().isEmpty());
    }
    return plan.map(p -> new Accepted(p.run(), p.jobs().size(), p.notCovered()));
  }

  private Optional<RunPlan> fenced(Tx tx, Intaken intaken, Wish wish, Fence fence) {
    if (!fence.open(tx)) {
      return Optional.empty();
    }
    wish.pullRequest().ifPresent(tx.pullRequests()::alone); // before the run gets its number
    RunPlan plan = planAndStore(tx, tx.runs().nextId(), intaken, wish);
    if (!plan.jobs().isEmpty()) {
      fence.stored(tx, plan.run());
    }
    return Optional.of(plan);
  }

  private List<BoardStatus> boards(Tx tx, Wish wish) {
    return tx.racks().boards(patience.silence(), patience.forget()).stream()
        .filter(b -> b.state() != BoardState.RETIRED)
        .filter(b -> wish.rack().map(b.rack()::equals).orElse(true))
        .toList();
  }

  /** Plans, and stores a plan that has jobs. */
  public RunPlan planAndStore(Tx tx, RunId run, Intaken intaken, Wish wish) {
    Costs costs = new Costs(Costs.guessed().flash(), tx.attempts().times());
    RunPlan plan = plan(run, intaken, wish, new Seen(costs, boards(tx, wish)));
    if (!plan.jobs().isEmpty()) {
      store(tx, plan, intaken, wish, costs);
    }
    return plan;
  }

  private record Seen(Costs costs, List<BoardStatus> boards) {}

  private RunPlan plan(RunId run, Intaken intaken, Wish wish, Seen seen) {
    String name = wish.name().isBlank() ? run.value() : Shown.name(wish.name().strip());
    PlanRequest request =
        new PlanRequest(
            run,
            new Build(name, intaken.images()),
            intaken.unknown(),
            wish.suite(),
            intaken.upstream());
    return new Planner(trusted, seen.costs(), dispatch.checkpoint()).plan(request, seen.boards());
  }

  private static String nothingToDo(RunPlan plan) {
    return plan.notApplicable().isEmpty()
        ? "the submission: no rack of this farm has a board of the types %s, so nothing could be tested"
            .formatted(plan.notCovered())
        : "the submission: no script of suite %s applies to the boards it has images for: %s"
            .formatted(plan.suite(), plan.notApplicable().getFirst().reason());
  }

  private void store(Tx tx, RunPlan plan, Intaken intaken, Wish wish, Costs costs) {
    RunInputs inputs = RunInputs.of(plan, trusted, intaken.upstream());
    Sha256 digest = store(tx, inputs, intaken);
    Optional<RunId> superseded =
        wish.pullRequest().flatMap(pr -> new Supersession(tx, patience).makeRoom(plan.run(), pr));
    tx.runs().insert(plan, digest, wish.baseline(), wish.rack());
    tx.happened(new Happening.Submitted(plan.suite()));
    wish.pullRequest().ifPresent(pr -> tx.pullRequests().set(plan.run(), pr));
    superseded.ifPresent(older -> tx.pullRequests().replaces(plan.run(), older));
    new Turns(dispatch, costs).enqueue(tx, plan, inputs, wish.pullRequest().isPresent());
  }

  /** What the run was planned from, and the images, each once; the name of the former. */
  private static Sha256 store(Tx tx, RunInputs inputs, Intaken intaken) {
    byte[] written = Json.write(inputs).getBytes(StandardCharsets.UTF_8);
    Sha256 digest = Sha256.of(written);
    Map<Sha256, byte[]> artifacts = new TreeMap<>(intaken.bytes());
    artifacts.put(digest, written);
    for (Sha256 missing : tx.artifacts().missing(artifacts.keySet())) {
      tx.artifacts().put(missing, Objects.requireNonNull(artifacts.get(missing)));
    }
    return digest;
  }
}
