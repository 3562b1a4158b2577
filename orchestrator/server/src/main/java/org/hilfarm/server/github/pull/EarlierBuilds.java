package org.hilfarm.server.github.pull;

import java.util.List;
import java.util.stream.Stream;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.server.github.link.Pulls;
import org.hilfarm.server.postgres.BuildRows;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.GateRow;

/**
 * The builds whose firmware a gate's run tests. A follow-up push builds only the boards that were
 * changed since the last commit of the pull request that was built, whatever pull request it was
 * built for: one that is closed may have been opened again under another number.
 *
 * @param database has the builds
 * @param gitHub says which commits the pull request has
 */
record EarlierBuilds(Database database, GitHub gitHub) {
  /** So many are looked at for boards that the last one did not build. */
  static final int MOST = 100;

  /**
   * Builds, the newest first.
   *
   * @param runs GitHub's numbers
   * @param whole whether there are no others that may count
   */
  record Counting(List<Long> runs, boolean whole) {
    Counting {
      runs = List.copyOf(runs);
    }
  }

  /**
   * The build, and the earlier ones whose commits are in the pull request: what was built of a
   * commit that was pushed away is nothing the pull request stands for.
   */
  Answer<Counting> with(Project project, GateRow gate) throws InterruptedException {
    GateRow.Attempt build = gate.build().orElseThrow();
    if (gate.pullRequest().isEmpty()) {
      return new Answer.Said<>(new Counting(List.of(build.run()), true));
    }
    return switch (gitHub.commits(project, gate.pullRequest().getAsInt())) {
      case Answer.Said<List<String>> said -> new Answer.Said<>(among(project, build, said.value()));
      case Answer.Missing<List<String>> missing -> new Answer.Missing<>(missing.why());
      case Answer.Later<List<String>> later -> new Answer.Later<>(later.why(), later.rest());
    };
  }

  private Counting among(Project project, GateRow.Attempt build, List<String> commits) {
    List<BuildRows.Built> earlier =
        database.inTransaction(tx -> tx.builds().before(project.id(), commits, build, MOST + 1));
    boolean whole = commits.size() < Pulls.MOST_COMMITS && earlier.size() <= MOST;
    return new Counting(
        Stream.concat(
                Stream.of(build.run()), earlier.stream().limit(MOST).map(b -> b.attempt().run()))
            .toList(),
        whole);
  }
}
