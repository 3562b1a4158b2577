package org.hilfarm.server.github.pull;

import java.util.OptionalInt;
import org.hilfarm.server.github.event.Ground;
import org.hilfarm.server.github.event.Outcome;
import org.hilfarm.server.github.event.Reacting;
import org.hilfarm.server.github.event.Reaction;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.server.github.policy.Policy;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.github.event.Account;
import org.hilfarm.wire.github.event.Pull;

/** Does what follows from what GitHub told, each as often as it is told with the same end. */
public final class Effects implements Reacting {
  private final GitHub gitHub;
  private final Policy policy;
  private final Patience patience;
  private final Heads heads;

  public Effects(GitHub gitHub, Policy policy, Patience patience) {
    this.gitHub = gitHub;
    this.policy = policy;
    this.patience = patience;
    this.heads = new Heads(patience);
  }

  @Override
  public Outcome react(Reaction reaction, Ground ground) throws InterruptedException {
    return switch (reaction) {
      case Reaction.Nothing nothing -> ground.end(tx -> new Outcome.Done(nothing.why()));
      case Reaction.BuildBegan began -> builds().began(began.build(), ground);
      case Reaction.BuildEnded ended -> builds().ended(ended.build(), ended.conclusion(), ground);
      case Reaction.HeadMoved moved ->
          ground.end(
              tx ->
                  new Outcome.Done(heads.moved(tx, moved.project(), moved.pull(), moved.pusher())));
      case Reaction.Closed closed ->
          ground.end(tx -> new Outcome.Done(heads.moved(tx, closed.project(), closed.pull(), 0)));
      case Reaction.Labelled labelled -> labelled(labelled, ground);
      case Reaction.ApprovePressed pressed ->
          approve(pressed.project(), pressed.sha(), pressed.by(), "button", ground);
      case Reaction.AgainPressed pressed -> new Again(gitHub, policy).react(pressed, ground);
      case Reaction.GroupAsked asked -> ground.end(tx -> new Outcome.Done(asked(tx, asked)));
      case Reaction.GroupGone gone -> ground.end(tx -> new Outcome.Done(gone(tx, gone)));
      case Reaction.Came came ->
          ground.end(tx -> new Outcome.Done(new Presence(tx, patience).came(came)));
      case Reaction.Left left ->
          ground.end(tx -> new Outcome.Done(new Presence(tx, patience).left(left)));
    };
  }

  private Builds builds() {
    return new Builds(gitHub, policy, heads, patience);
  }

  private Outcome labelled(Reaction.Labelled labelled, Ground ground) throws InterruptedException {
    Project project = labelled.project();
    Pull pull = labelled.pull();
    String unused = ground.step(tx -> heads.moved(tx, project, pull, 0));
    return approve(project, pull.head().sha(), labelled.by(), "label", ground);
  }

  private Outcome approve(Project project, String sha, Account by, String how, Ground ground)
      throws InterruptedException {
    GateRow.Commit commit = new GateRow.Commit(project.id(), sha);
    return new Approving(gitHub, policy)
        .react(new Approving.Click(project, commit, by, how), ground);
  }

  private static String asked(Tx tx, Reaction.GroupAsked asked) {
    return Projects.keep(tx, asked.project())
        .orElseGet(
            () -> {
              GateRow.Commit commit = new GateRow.Commit(asked.project().id(), asked.sha());
              GateRow gate =
                  tx.gates()
                      .open(
                          commit,
                          GateRow.Kind.MERGE_GROUP,
                          OptionalInt.empty(),
                          "the merge queue's build is not there yet");
              return "the merge queue asks for " + gate.commit().sha();
            });
  }

  private String gone(Tx tx, Reaction.GroupGone gone) {
    GateRow.Commit commit = new GateRow.Commit(gone.project().id(), gone.sha());
    return tx.gates()
        .lock(commit)
        .filter(gate -> gate.kind() == GateRow.Kind.MERGE_GROUP && gate.state().open())
        .map(
            gate -> {
              String why = "the merge queue wants it no more: " + gone.reason();
              new Retraction(tx, patience).end(gate, why);
              return why;
            })
        .orElse("no open gate of a merge queue stands at this commit");
  }
}
