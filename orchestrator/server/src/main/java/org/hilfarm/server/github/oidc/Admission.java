package org.hilfarm.server.github.oidc;

import java.util.Optional;
import org.hilfarm.wire.config.GitHubOidc;

/** Whether the farm's policy lets a workflow in; a pure function of both. */
final class Admission {
  private static final int SHOWN = 120;

  private Admission() {}

  /** The policy's entry for the workflow, or the first rule that keeps it out. */
  sealed interface Answer {
    record In(GitHubOidc.Repository repository) implements Answer {}

    record Out(String why) implements Answer {}
  }

  static Answer of(GitHubOidc policy, Identity identity) {
    Optional<GitHubOidc.Repository> found =
        policy.repositories().stream().filter(r -> r.id() == identity.repositoryId()).findFirst();
    if (found.isEmpty()) {
      return new Answer.Out(
          "repository %s (number %d) may not use this farm: whoever runs it can let it in, in"
                  .formatted(shown(identity.repository()), identity.repositoryId())
              + " board-configs/github.yaml");
    }
    GitHubOidc.Repository repository = found.get();
    return broken(repository, identity)
        .<Answer>map(Answer.Out::new)
        .orElse(new Answer.In(repository));
  }

  private static Optional<String> broken(GitHubOidc.Repository repository, Identity identity) {
    if (repository.owner() != identity.ownerId()) {
      return Optional.of(
          "repository %s belongs to number %d now, and not to %d, which was let in"
              .formatted(repository.name(), identity.ownerId(), repository.owner()));
    }
    if (!repository.events().contains(identity.event())) {
      return Optional.of(
          "a workflow of %s that %s started may not use this farm; those may that were started by %s"
              .formatted(
                  repository.name(),
                  shown(identity.event()),
                  String.join(", ", repository.events())));
    }
    if (!repository.workflows().contains(identity.workflow())) {
      return Optional.of(
          "workflow %s of %s may not use this farm; these may: %s"
              .formatted(
                  shown(identity.workflow()),
                  repository.name(),
                  String.join(", ", repository.workflows())));
    }
    boolean reused =
        repository.reused().isEmpty()
            || identity.said("job_workflow_ref").filter(repository.reused()::contains).isPresent();
    return reused
        ? Optional.empty()
        : Optional.of(
            "a job of %s may use this farm only through %s"
                .formatted(repository.name(), String.join(" or ", repository.reused())));
  }

  private static String shown(String text) {
    String line = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return "\"" + line.replaceAll("[^ -~]", "?") + "\"";
  }
}
