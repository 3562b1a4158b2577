package org.hilfarm.server.github.pull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.server.github.event.Reaction;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.RepositoryRows;
import org.hilfarm.server.postgres.Tx;

/**
 * The App comes to repositories and leaves them. Where it is not, nothing is tested for them, since
 * nobody could be told; what is still to be said waits until it is back.
 *
 * @param tx the transaction of what was told
 * @param patience how often a job is tried in all
 */
record Presence(Tx tx, Patience patience) {
  String came(Reaction.Came came) {
    List<String> at = new ArrayList<>();
    for (Project project : came.projects()) {
      Optional<String> stranger = Projects.keep(tx, project);
      if (stranger.isEmpty()) {
        boolean back = tx.repositories().back(project.id());
        at.add(project.name() + (back ? " again" : ""));
      }
    }
    return at.isEmpty()
        ? "none of its repositories is on the farm's list"
        : "the App is at " + at.stream().sorted().toList();
  }

  String left(Reaction.Left left) {
    String why = "the farm's GitHub App was %s there, so nobody can be told".formatted(left.how());
    List<RepositoryRows.Known> gone =
        Stream.concat(
                left.repositories().stream().flatMap(r -> tx.repositories().find(r.id()).stream()),
                left.all() ? tx.repositories().of(left.installation()).stream() : Stream.of())
            .filter(k -> k.installation() == left.installation()) // else it is installed anew
            .distinct()
            .toList();
    int ended = 0;
    for (RepositoryRows.Known repository : gone) {
      ended += left(repository, why);
    }
    return gone.isEmpty()
        ? "the App left no repository that the farm knows"
        : "the App left %s: %d open gates are ended, and their checks wait until it is back"
            .formatted(gone.stream().map(RepositoryRows.Known::name).sorted().toList(), ended);
  }

  private int left(RepositoryRows.Known repository, String why) {
    Retraction retraction = new Retraction(tx, patience);
    List<GateRow> open = tx.gates().lockOpen(repository.id());
    open.forEach(gate -> retraction.fail(gate, why));
    tx.repositories().gone(repository.id(), why);
    return open.size();
  }
}
