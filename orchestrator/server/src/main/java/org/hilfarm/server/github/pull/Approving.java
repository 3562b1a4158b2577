package org.hilfarm.server.github.pull;

import java.util.Locale;
import java.util.Optional;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.github.event.Ground;
import org.hilfarm.server.github.event.Outcome;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.server.github.policy.Policy;
import org.hilfarm.server.postgres.ApprovalRows;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.server.postgres.PullRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.github.event.Account;

/**
 * Lets a commit's firmware onto the boards where somebody may: what they may is asked of GitHub at
 * that moment, nobody approves their own, and it holds for that commit alone.
 *
 * @param gitHub is asked
 * @param policy what is enough
 */
record Approving(GitHub gitHub, Policy policy) {
  /**
   * Somebody's click.
   *
   * @param commit what they saw
   * @param how button or label
   */
  record Click(Project project, GateRow.Commit commit, Account by, String how) {}

  Outcome react(Click click, Ground ground) throws InterruptedException {
    Optional<String> idle = ground.step(tx -> idle(tx, click));
    if (idle.isPresent()) {
      return ground.end(tx -> new Outcome.Done(idle.get()));
    }
    return switch (gitHub.permission(click.project(), click.by())) {
      case Answer.Said<String> role -> ground.end(tx -> decided(tx, click, role.value()));
      case Answer.Missing<String> none -> ground.end(tx -> decided(tx, click, "none"));
      case Answer.Later<String> later -> new Outcome.Later(later.why(), later.rest());
    };
  }

  /** Why there is nothing to approve; empty where there is. */
  private static Optional<String> idle(Tx tx, Click click) {
    Optional<GateRow> gate = tx.gates().find(click.commit());
    if (gate.isEmpty() || gate.get().pullRequest().isEmpty()) {
      return Optional.of("no pull request waits at this commit");
    }
    if (gate.get().state() != State.UNAPPROVED && gate.get().state() != State.BUILDING) {
      return Optional.of("nothing at this commit waits for an approval");
    }
    return pull(tx, gate.get()).isEmpty()
        ? Optional.of("the pull request has another head by now: look at that, and approve it")
        : Optional.empty();
  }

  private static Optional<PullRow> pull(Tx tx, GateRow gate) {
    return tx.pulls()
        .find(gate.commit().repository(), gate.pullRequest().orElseThrow())
        .filter(p -> p.open() && p.commit().equals(gate.commit()));
  }

  private Outcome decided(Tx tx, Click click, String role) {
    tx.gates().find(click.commit()).ifPresent(g -> alone(tx, g));
    Optional<String> idle = idle(tx, click);
    if (idle.isPresent()) {
      return new Outcome.Done(idle.get());
    }
    GateRow gate = tx.gates().lock(click.commit()).orElseThrow();
    PullRow pull = pull(tx, gate).orElseThrow();
    return new Outcome.Done(
        refusal(click, pull, role)
            .map(why -> refused(tx, gate, click, why))
            .orElseGet(() -> approved(tx, gate, click, role)));
  }

  private static void alone(Tx tx, GateRow gate) {
    gate.pullRequest().ifPresent(number -> tx.pulls().alone(gate.commit().repository(), number));
  }

  private Optional<String> refusal(Click click, PullRow pull, String role) {
    long id = click.by().id();
    if (id == pull.author().id() || id == pull.pusher()) {
      return Optional.of("nobody approves what they wrote or pushed themselves");
    }
    return policy.mayApprove(role)
        ? Optional.empty()
        : Optional.of(
            "%s is needed, and GitHub says %s"
                .formatted(
                    policy.rules().approval().least().name().toLowerCase(Locale.ROOT), role));
  }

  private static Who who(Click click) {
    return new Who("github:" + click.by().login(), "");
  }

  private static String refused(Tx tx, GateRow gate, Click click, String why) {
    tx.audit().add(who(click), Deed.APPROVAL_REFUSED, gate.commit().sha(), why);
    tx.happened(new Happening.ApprovalAsked("refused"));
    if (gate.state() == State.UNAPPROVED) {
      String before = gate.reason().replaceFirst(" \\(an approval by .*", "");
      tx.gates()
          .put(
              gate.in(
                  State.UNAPPROVED,
                  "%s (an approval by %s was refused: %s)"
                      .formatted(before, click.by().login(), why)));
    }
    return "the approval by %s is refused: %s".formatted(click.by().login(), why);
  }

  private static String approved(Tx tx, GateRow gate, Click click, String role) {
    tx.approvals()
        .add(
            gate.id(),
            new ApprovalRows.Approval(click.by().id(), click.by().login(), role, click.how()));
    tx.audit()
        .add(
            who(click),
            Deed.COMMIT_APPROVED,
            gate.commit().sha(),
            "by %s, %s, #%d".formatted(click.how(), role, gate.pullRequest().orElseThrow()));
    tx.happened(new Happening.ApprovalAsked("approved"));
    String said = "approved by %s".formatted(click.by().login());
    if (gate.state() == State.UNAPPROVED) {
      tx.gates().put(gate.in(State.DUE, said + ": its build is fetched"));
    }
    return said;
  }
}
