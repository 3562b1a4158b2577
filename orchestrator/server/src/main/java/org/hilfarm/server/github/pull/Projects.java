package org.hilfarm.server.github.pull;

import java.util.Optional;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.server.postgres.RepositoryRows;
import org.hilfarm.server.postgres.Tx;

/** Binds the names of an allow list to the numbers that came first under them. */
final class Projects {
  private Projects() {}

  /** Keeps the repository; says why it must not be, where another number has its name. */
  static Optional<String> keep(Tx tx, Project project) {
    RepositoryRows.Known known =
        new RepositoryRows.Known(project.id(), project.name(), project.installation());
    Optional<RepositoryRows.Known> namesake =
        tx.repositories().find(project.name()).filter(k -> k.id() != project.id());
    if (namesake.isPresent()) {
      return Optional.of(
          "%s has the number %d now, and had %d: it is another repository under the same name; say its id in board-configs/github.yaml if that is right"
              .formatted(known.name(), project.id(), namesake.get().id()));
    }
    if (!tx.repositories().find(project.id()).equals(Optional.of(known))) {
      tx.repositories().put(known);
    }
    return Optional.empty();
  }
}
