package org.hilfarm.server.github.pull;

import java.util.List;
import java.util.Optional;
import org.hilfarm.server.github.event.Ground;
import org.hilfarm.server.github.event.Reaction.Build;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.PullRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.github.event.Pull;
import org.hilfarm.wire.github.event.Repo;

/**
 * Whose build it is: the open pull request whose head is the build's commit, on the build's branch
 * of the build's repository. A build says no number that counts: in an artifact it would be the
 * author's own word, and {@code workflow_run.pull_requests} is empty for forks.
 *
 * @param gitHub is asked where no webhook said it
 * @param heads notes what it answers
 */
record Identity(GitHub gitHub, Heads heads) {
  /** The pull request; missing where there is none, or it has another head by now. */
  Answer<PullRow> of(Build build, Ground ground) throws InterruptedException {
    Optional<PullRow> known = ground.step(tx -> find(tx, build));
    if (known.isPresent()) {
      return new Answer.Said<>(known.get());
    }
    if (build.headRepository() == 0) {
      return new Answer.Missing<>("the repository its head came from is deleted");
    }
    return switch (gitHub.openPulls(build.project(), build.headOwner(), build.branch())) {
      case Answer.Said<List<Pull>> said -> asked(build, said.value(), ground);
      case Answer.Missing<List<Pull>> missing -> new Answer.Missing<>(missing.why());
      case Answer.Later<List<Pull>> later -> new Answer.Later<>(later.why(), later.rest());
    };
  }

  private Answer<PullRow> asked(Build build, List<Pull> open, Ground ground) {
    Optional<Pull> fits = open.stream().filter(p -> fits(p, build)).findFirst();
    fits.ifPresent(pull -> noted(build, pull, ground));
    return fits.flatMap(pull -> ground.step(tx -> find(tx, build)))
        .<Answer<PullRow>>map(Answer.Said::new)
        .orElseGet(
            () ->
                new Answer.Missing<>(
                    "no open pull request has the head %s of this branch"
                        .formatted(build.sha().substring(0, 10))));
  }

  private void noted(Build build, Pull pull, Ground ground) {
    String unused = ground.step(tx -> heads.moved(tx, build.project(), pull, 0));
  }

  private static boolean fits(Pull pull, Build build) {
    return pull.open()
        && pull.head().sha().equals(build.sha())
        && pull.head().ref().equals(build.branch())
        && pull.head().repo().map(Repo::id).equals(Optional.of(build.headRepository()))
        && pull.base().repo().map(Repo::id).equals(Optional.of(build.project().id()));
  }

  /** The one whose gate the commit has, where it is the head of several. */
  static Optional<PullRow> find(Tx tx, Build build) {
    List<PullRow> heads = tx.pulls().ofHead(build.commit(), build.headRepository(), build.branch());
    Optional<GateRow> gate = tx.gates().find(build.commit());
    return heads.stream()
        .filter(
            p ->
                gate.isPresent()
                    && gate.get().pullRequest().isPresent()
                    && gate.get().pullRequest().getAsInt() == p.number())
        .findFirst();
  }
}
