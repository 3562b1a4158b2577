package org.hilfarm.server.again;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.plan.Costs;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.queue.Turns;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.verdict.PairEnding;
import org.hilfarm.wire.config.Dispatch;
import org.hilfarm.wire.runapi.Accepted;

/**
 * Has what did not pass in a run tested once more, in a run of its own with the same images and the
 * same scripts. That one is nobody's gate, no pull request's and no baseline: its verdict is of a
 * part. Any thread may use it.
 */
public final class Again {
  private final Database database;
  private final RunStore runs;
  private final Dispatch dispatch;

  public Again(Database database, RunStore runs, Dispatch dispatch) {
    this.database = database;
    this.runs = runs;
    this.dispatch = dispatch;
  }

  /** Makes the run; when this returns it survives anything. */
  public Asked ask(RunId of, Who who) {
    Optional<RunRow> row = runs.row(of);
    if (row.isEmpty()) {
      return new Asked.NoRun();
    }
    if (row.get().finished().isEmpty()) {
      return new Asked.Idle(
          "run %s is not over: what fails there is tried again by itself; wait for it, or cancel it"
              .formatted(of));
    }
    Collection<PairEnding> endings = runs.pairs(row.get());
    Set<Requirement> pairs = open(endings);
    if (pairs.isEmpty() || row.get().verdict().orElseThrow() instanceof Verdict.Mergeable) {
      return new Asked.Idle("everything that run %s required has passed".formatted(of));
    }
    if (forgotten(row.get(), endings)) {
      return new Asked.Idle(
          "what ran in run %s was too old to be kept: hand the build in anew".formatted(of));
    }
    Part part = new Part(row.get().plan(), pairs);
    return database.inTransaction(tx -> make(tx, row.get(), part, who));
  }

  /** What a run's failures leave to be tested; a known failure is somebody's already. */
  static Set<Requirement> open(Collection<PairEnding> endings) {
    return endings.stream()
        .filter(
            e ->
                switch (e.word()) {
                  case PASSED, KNOWN_FAILURE -> false;
                  case FAILED, SCRIPT_FAULT, NOT_TESTED -> true;
                })
        .map(PairEnding::pair)
        .collect(Collectors.toSet());
  }

  /** Red by attempts that are no more: which those were, nobody knows. */
  private static boolean forgotten(RunRow row, Collection<PairEnding> endings) {
    return row.verdict().orElseThrow() instanceof Verdict.Blocked
        && endings.stream().noneMatch(e -> e.word() == PairEnding.Word.FAILED);
  }

  /** Of two who ask at the same time one gets a run, and the other is told of it. */
  private Asked make(Tx tx, RunRow row, Part part, Who who) {
    RunId of = row.plan().run();
    boolean unused = tx.runs().lock(of).isPresent();
    Optional<RunId> other = tx.agains().open(of);
    if (other.isPresent()) {
      return new Asked.Idle(
          "run %s tests again what did not pass in run %s: wait for it".formatted(other.get(), of));
    }
    if (!tx.artifacts().missing(needed(row)).isEmpty()) {
      return new Asked.Idle(
          "the images of run %s were too old to be kept: hand the build in anew".formatted(of));
    }
    RunPlan plan = part.as(tx.runs().nextId());
    if (plan.jobs().isEmpty()) {
      return new Asked.Idle(
          "what did not pass in run %s was never planned for a board: hand the build in anew"
              .formatted(of));
    }
    store(tx, row, plan);
    tx.audit().add(who, Deed.RERUN_ASKED, plan.run().value(), "of run " + of);
    return new Asked.Made(new Accepted(plan.run(), plan.jobs().size(), List.of()));
  }

  private static Set<Sha256> needed(RunRow row) {
    Stream<Sha256> images =
        row.plan().build().images().stream()
            .flatMap(i -> Stream.concat(Stream.of(i.digest()), elf(i)));
    return Stream.concat(Stream.of(row.inputs()), images).collect(Collectors.toSet());
  }

  private static Stream<Sha256> elf(Image image) {
    return image.elf().map(Image.Elf::digest).stream();
  }

  private void store(Tx tx, RunRow row, RunPlan plan) {
    RunId of = row.plan().run();
    tx.runs().insert(plan, row.inputs(), false, tx.agains().onlyRack(of));
    tx.agains().link(plan.run(), of);
    tx.happened(new Happening.Submitted(plan.suite()));
    Costs costs = new Costs(Costs.guessed().flash(), tx.attempts().times());
    new Turns(dispatch, costs).enqueue(tx, plan, RunStore.inputs(tx, row), false);
  }
}
