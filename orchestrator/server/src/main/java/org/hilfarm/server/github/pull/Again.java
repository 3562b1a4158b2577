package org.hilfarm.server.github.pull;

import java.util.Optional;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.github.event.Ground;
import org.hilfarm.server.github.event.Outcome;
import org.hilfarm.server.github.event.Reaction;
import org.hilfarm.server.github.policy.Policy;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.server.postgres.PullRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.config.GitHubRules.Tier;

/**
 * Tests a commit's build once more where somebody asks who may. All of it, also where only what
 * failed was asked for: a gate passes by what its own run proved, never by parts of two.
 *
 * @param gitHub is asked who may
 * @param policy whose builds wait for an approval, which this is none
 */
record Again(GitHub gitHub, Policy policy) {
  Outcome react(Reaction.AgainPressed press, Ground ground) throws InterruptedException {
    GateRow.Commit commit = new GateRow.Commit(press.project().id(), press.sha());
    Optional<String> idle = ground.step(tx -> idle(tx, tx.gates().find(commit)));
    if (idle.isPresent()) {
      return ground.end(tx -> new Outcome.Done(idle.get()));
    }
    return switch (gitHub.permission(press.project(), press.by())) {
      case Answer.Said<String> role -> ground.end(tx -> decided(tx, commit, press, role.value()));
      case Answer.Missing<String> none -> ground.end(tx -> decided(tx, commit, press, "none"));
      case Answer.Later<String> later -> new Outcome.Later(later.why(), later.rest());
    };
  }

  /** Why there is nothing to run again; empty where there is. */
  private static Optional<String> idle(Tx tx, Optional<GateRow> gate) {
    if (gate.isEmpty() || gate.get().build().isEmpty()) {
      return Optional.of("this commit has no build that could be tested again");
    }
    GateRow there = gate.get();
    boolean goesOn =
        there.state() == State.RUN
            && there.run().map(run -> !tx.runs().finished(run)).orElse(false);
    if (goesOn || there.state() == State.DUE || there.state() == State.BUILDING) {
      return Optional.of("this commit is being tested");
    }
    if (there.state() == State.UNAPPROVED) {
      return Optional.of("this commit waits for an approval");
    }
    if (there.pullRequest().isPresent()) {
      Optional<PullRow> pull =
          tx.pulls().find(there.commit().repository(), there.pullRequest().getAsInt());
      if (pull.filter(p -> p.open() && p.commit().equals(there.commit())).isEmpty()) {
        return Optional.of("the pull request has another head by now, or is closed");
      }
    }
    return Optional.empty();
  }

  private Outcome decided(Tx tx, GateRow.Commit commit, Reaction.AgainPressed press, String role) {
    Optional<GateRow> gate = tx.gates().lock(commit);
    Optional<String> idle = idle(tx, gate);
    if (idle.isPresent()) {
      return new Outcome.Done(idle.get());
    }
    if (!Policy.mayAskAgain(role)) {
      return new Outcome.Done(
          "%s may not ask for another run: write is needed, and GitHub says %s"
              .formatted(press.by().login(), role));
    }
    String said = "%s asked for another run".formatted(press.by().login());
    GateRow there = gate.orElseThrow();
    boolean unbuilt =
        tx.builds()
            .ended(commit)
            .filter(b -> there.build().map(a -> b.attempt().after(a)).orElse(true))
            .isPresent();
    if (unbuilt) {
      return new Outcome.Done("its last build failed: that must be made again first");
    }
    Optional<String> wait = whyWait(tx, there);
    if (wait.isPresent()) {
      tx.gates().put(there.again().in(State.UNAPPROVED, wait.get()));
      return new Outcome.Done(said + ", and it waits for an approval");
    }
    tx.gates().put(there.again().in(State.DUE, said));
    tx.audit()
        .add(new Who("github:" + press.by().login(), ""), Deed.RERUN_ASKED, commit.sha(), role);
    return new Outcome.Done(said);
  }

  /** Asking again approves nothing: what needs an approval needs one that holds now. */
  private Optional<String> whyWait(Tx tx, GateRow gate) {
    if (tx.approvals().ended(gate.id())) {
      return Optional.of("its approval has ended, so it waits for another");
    }
    return gate.tier().equals(Tier.T3.name())
            && policy.waits(Tier.T3)
            && tx.approvals().of(gate.id()).isEmpty()
        ? Optional.of("it was never approved, so it waits for an approval")
        : Optional.empty();
  }
}
