package org.hilfarm.server.github.pull;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.PullRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.github.event.Account;
import org.hilfarm.wire.github.event.Pull;
import org.hilfarm.wire.github.event.Repo;

/**
 * Heads of pull requests: each has a gate, and one that is no head any more has none that is open.
 * GitHub's words may come in any order; what it said later counts.
 *
 * @param patience how often a job is tried in all
 */
record Heads(Patience patience) {
  private static final String WAITS = "its build is not there yet";

  /** A pull request is so; says what was done. */
  String moved(Tx tx, Project project, Pull pull, long pusher) {
    Optional<String> stranger = Projects.keep(tx, project);
    if (stranger.isPresent()) {
      return stranger.get();
    }
    tx.pulls().alone(project.id(), pull.number());
    Optional<PullRow> known = tx.pulls().find(project.id(), pull.number());
    if (known.filter(k -> k.updated().isAfter(pull.updated())).isPresent()) {
      return "#%d: GitHub has said something newer of it".formatted(pull.number());
    }
    PullRow row = row(project, pull, pusher);
    tx.pulls().put(row);
    return pull.open() ? stands(tx, row) : closed(tx, row, pull.merged().orElse(false));
  }

  private static PullRow row(Project project, Pull pull, long pusher) {
    Optional<Repo> from = pull.head().repo();
    return new PullRow(
        project.id(),
        pull.number(),
        new PullRow.Head(
            pull.head().sha(),
            from.map(Repo::id).orElse(0L),
            from.map(Repo::ownerLogin).orElse(""),
            pull.head().ref()),
        pull.base().ref(),
        pull.mergeSha().map(sha -> sha.toLowerCase(Locale.ROOT)),
        new PullRow.Author(
            pull.user().map(Account::id).orElse(0L),
            pull.user().map(Account::login).orElse("ghost"),
            pull.association().orElse("NONE")),
        pusher,
        pull.open(),
        pull.updated());
  }

  private String stands(Tx tx, PullRow pull) {
    String brief = pull.head().sha().substring(0, 10);
    String superseded = "superseded: #%d stands at %s now".formatted(pull.number(), brief);
    for (GateRow gate : tx.gates().lockOpen(pull.repository(), pull.number())) {
      if (!gate.commit().equals(pull.commit())) {
        leave(tx, gate, superseded);
      }
    }
    new Retraction(tx, patience).approvals(pull, superseded);
    GateRow gate =
        tx.gates()
            .open(pull.commit(), GateRow.Kind.PULL_REQUEST, OptionalInt.of(pull.number()), WAITS);
    return "#%d stands at %s%s".formatted(pull.number(), brief, taken(tx, gate, pull));
  }

  /** A gate that was there before: another's, closed, or simply told twice. */
  private String taken(Tx tx, GateRow gate, PullRow pull) {
    OptionalInt whose = gate.pullRequest();
    if (whose.isPresent() && whose.getAsInt() != pull.number()) {
      Optional<PullRow> other = tx.pulls().find(pull.repository(), whose.getAsInt());
      if (other.filter(o -> o.open() && o.commit().equals(gate.commit())).isPresent()) {
        return ", which is #%d's head too: that one's gate counts".formatted(whose.getAsInt());
      }
      tx.gates().put(gate.of(pull.number()).in(GateRow.State.BUILDING, WAITS));
      return ", as #%d did".formatted(whose.getAsInt());
    }
    boolean leftBehind =
        gate.state() == GateRow.State.CANCELLED
            && tx.builds()
                .ended(gate.commit())
                .filter(b -> !b.conclusion().equals("success"))
                .isEmpty();
    if (leftBehind) {
      tx.gates().put(gate.in(GateRow.State.BUILDING, WAITS));
      return " again";
    }
    return "";
  }

  private String closed(Tx tx, PullRow pull, boolean merged) {
    String why = "#%d was %s".formatted(pull.number(), merged ? "merged" : "closed");
    tx.gates().lockOpen(pull.repository(), pull.number()).forEach(gate -> leave(tx, gate, why));
    new Retraction(tx, patience).approvals(pull, why);
    return why;
  }

  /**
   * The pull request stands there no more. Where another does, the gate is that one's from now on
   * and goes on: its build has been, and none comes again.
   */
  private void leave(Tx tx, GateRow gate, String why) {
    Retraction retraction = new Retraction(tx, patience);
    Optional<PullRow> heir = heir(tx, gate);
    if (heir.isPresent()) {
      retraction.approval(gate, why);
      tx.gates().put(gate.of(heir.get().number()));
    } else {
      retraction.end(gate, why);
    }
  }

  /** One that stands there and may not move while this is done. */
  private static Optional<PullRow> heir(Tx tx, GateRow gate) {
    for (PullRow other : tx.pulls().at(gate.commit())) {
      tx.pulls().alone(other.repository(), other.number());
      Optional<PullRow> still =
          tx.pulls()
              .find(other.repository(), other.number())
              .filter(o -> o.open() && o.commit().equals(gate.commit()));
      if (still.isPresent()) {
        return still;
      }
    }
    return Optional.empty();
  }
}
