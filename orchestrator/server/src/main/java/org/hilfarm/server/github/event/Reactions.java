package org.hilfarm.server.github.event;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hilfarm.server.github.event.Reaction.Build;
import org.hilfarm.server.github.event.Reaction.Nothing;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.wire.config.GitHubRules;
import org.hilfarm.wire.github.event.GitHubEvent;
import org.hilfarm.wire.github.event.Installed;
import org.hilfarm.wire.github.event.Pull;
import org.hilfarm.wire.github.event.Repo;
import org.hilfarm.wire.github.event.WorkflowRun;

/**
 * Turns what GitHub told into what is to be done: a pure function of the event, the farm's rules
 * and the App's number.
 *
 * @param rules for whom the farm works
 * @param appId of the farm's App: buttons at other Apps' checks are none of its
 */
public record Reactions(GitHubRules rules, long appId) {
  /** What follows from an event. */
  public Reaction of(GitHubEvent event) {
    return switch (event) {
      case GitHubEvent.OfWorkflowRun e -> at(event, project -> workflow(e, project));
      case GitHubEvent.OfPull e -> at(event, project -> pull(e, project));
      case GitHubEvent.OfMergeGroup e -> at(event, project -> group(e, project));
      case GitHubEvent.OfCheckRun e -> at(event, project -> check(e, project));
      case GitHubEvent.OfCheckSuite e -> at(event, project -> suite(e, project));
      case GitHubEvent.OfInstallation e -> installation(e);
      case GitHubEvent.Other e -> new Nothing("the farm does not look at " + e.event());
    };
  }

  private Reaction at(GitHubEvent event, Function<Project, Reaction> then) {
    Repo repo = event.repo().orElseThrow();
    Optional<Installed> installed = event.installed();
    if (installed.isEmpty()) {
      return new Nothing("it was sent to no installation of the App");
    }
    return project(repo, installed.get())
        .map(then)
        .orElseGet(
            () ->
                new Nothing(
                    "%s (%d) is not among the repositories of board-configs/github.yaml"
                        .formatted(shown(repo.fullName()), repo.id())));
  }

  private Optional<Project> project(Repo repo, Installed installed) {
    return listed(repo).map(r -> new Project(repo.id(), repo.fullName(), installed.id()));
  }

  private Optional<GitHubRules.Repository> listed(Repo repo) {
    return rules.repositories().stream()
        .filter(
            r ->
                r.id().isPresent()
                    ? r.id().get() == repo.id()
                    : r.name().equalsIgnoreCase(repo.fullName()))
        .findFirst();
  }

  private Reaction workflow(GitHubEvent.OfWorkflowRun event, Project project) {
    WorkflowRun run = event.run();
    Optional<String> foreign = foreign(event, project);
    if (foreign.isPresent()) {
      return new Nothing(foreign.get());
    }
    Optional<GateRow.Kind> kind = kind(run, project);
    if (kind.isEmpty()) {
      return new Nothing("builds of a %s are not tested".formatted(shown(run.event())));
    }
    Build build =
        new Build(
            project,
            kind.get(),
            run.headSha(),
            run.headRepository().map(Repo::id).orElse(0L),
            run.headRepository().map(Repo::ownerLogin).orElse(""),
            run.headBranch().orElse(""),
            new GateRow.Attempt(run.id(), run.attempt()));
    return switch (event.action()) {
      case "requested", "in_progress" -> new Reaction.BuildBegan(build);
      case "completed" -> new Reaction.BuildEnded(build, shown(run.conclusion().orElse("nothing")));
      default -> new Nothing("a workflow's run was " + shown(event.action()));
    };
  }

  /** By the file, which GitHub says, and never by the name, which anybody may give a workflow. */
  private Optional<String> foreign(GitHubEvent.OfWorkflowRun event, Project project) {
    WorkflowRun run = event.run();
    boolean thisFile = run.path().equals(Optional.of(rules.workflow()));
    boolean agreed =
        event
            .workflow()
            .map(w -> w.path().equals(rules.workflow()) && w.id() == run.workflowId())
            .orElse(true);
    if (!thisFile || !agreed) {
      return Optional.of(
          "the workflow %s is not %s".formatted(shown(run.path().orElse("?")), rules.workflow()));
    }
    Optional<Long> wanted =
        rules.repositories().stream()
            .filter(r -> r.id().map(id -> id == project.id()).orElse(isCalled(r, project)))
            .findFirst()
            .flatMap(GitHubRules.Repository::workflowId);
    if (wanted.isPresent() && wanted.get() != run.workflowId()) {
      return Optional.of(
          "the workflow %s has the number %d, and %d is the one that builds"
              .formatted(rules.workflow(), run.workflowId(), wanted.get()));
    }
    return run.repository().map(Repo::id).filter(id -> id != project.id()).isPresent()
        ? Optional.of("the run belongs to another repository than the event")
        : Optional.empty();
  }

  private static boolean isCalled(GitHubRules.Repository repository, Project project) {
    return repository.name().equalsIgnoreCase(project.name());
  }

  private Optional<GateRow.Kind> kind(WorkflowRun run, Project project) {
    boolean own = run.headRepository().map(r -> r.id() == project.id()).orElse(false);
    return switch (run.event()) {
      case "pull_request" -> Optional.of(GateRow.Kind.PULL_REQUEST);
      case "merge_group" -> own ? Optional.of(GateRow.Kind.MERGE_GROUP) : Optional.empty();
      case "push" ->
          own && run.headBranch().filter(rules.push()::contains).isPresent()
              ? Optional.of(GateRow.Kind.PUSH)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Reaction pull(GitHubEvent.OfPull event, Project project) {
    Pull pull = event.pull();
    return switch (event.action()) {
      case "opened" ->
          new Reaction.HeadMoved(project, pull, pull.user().map(a -> a.id()).orElse(0L));
      case "synchronize" -> new Reaction.HeadMoved(project, pull, event.sender().id());
      case "reopened", "edited" -> new Reaction.HeadMoved(project, pull, 0);
      case "closed" -> new Reaction.Closed(project, pull);
      case "labeled" -> labelled(event, project);
      default -> new Nothing("a pull request was " + shown(event.action()));
    };
  }

  private Reaction labelled(GitHubEvent.OfPull event, Project project) {
    String label = event.label().map(GitHubEvent.Label::name).orElse("");
    return rules.approval().label().equals(Optional.of(label))
        ? new Reaction.Labelled(project, event.pull(), event.sender())
        : new Nothing("the label %s approves nothing".formatted(shown(label)));
  }

  private static Reaction group(GitHubEvent.OfMergeGroup event, Project project) {
    String sha = event.group().headSha();
    return switch (event.action()) {
      case "checks_requested" -> new Reaction.GroupAsked(project, sha);
      case "destroyed" ->
          new Reaction.GroupGone(project, sha, shown(event.reason().orElse("destroyed")));
      default -> new Nothing("a merge group was " + shown(event.action()));
    };
  }

  private Reaction check(GitHubEvent.OfCheckRun event, Project project) {
    if (!isOurs(event.check())) {
      return new Nothing("the check is another App's");
    }
    String sha = event.check().headSha();
    String button = event.asked().map(GitHubEvent.Asked::identifier).orElse("");
    return switch (event.action()) {
      case "rerequested" -> new Reaction.AgainPressed(project, sha, event.sender());
      case "requested_action" ->
          switch (button) {
            case "approve" -> new Reaction.ApprovePressed(project, sha, event.sender());
            case "rerun_failed", "rerun_all" ->
                new Reaction.AgainPressed(project, sha, event.sender());
            default -> new Nothing("there is no button %s".formatted(shown(button)));
          };
      default -> new Nothing("a check was " + shown(event.action()));
    };
  }

  private Reaction suite(GitHubEvent.OfCheckSuite event, Project project) {
    if (!isOurs(event.suite())) {
      return new Nothing("the checks are another App's");
    }
    return event.action().equals("rerequested")
        ? new Reaction.AgainPressed(project, event.suite().headSha(), event.sender())
        : new Nothing("checks were " + shown(event.action()));
  }

  private boolean isOurs(GitHubEvent.Check check) {
    return check.app().map(GitHubEvent.App::id).equals(Optional.of(appId));
  }

  private Reaction installation(GitHubEvent.OfInstallation event) {
    List<Repo> here =
        Stream.of(event.repositories(), event.added())
            .flatMap(Optional::stream)
            .flatMap(List::stream)
            .toList();
    return switch (event.action()) {
      case "created", "added", "unsuspend", "new_permissions_accepted" ->
          new Reaction.Came(
              here.stream().flatMap(r -> project(r, event.installation()).stream()).toList());
      case "deleted" -> new Reaction.Left(event.installation().id(), true, here, "deleted");
      case "suspend" -> new Reaction.Left(event.installation().id(), true, here, "suspended");
      case "removed" ->
          new Reaction.Left(
              event.installation().id(), false, event.removed().orElse(List.of()), "removed");
      default -> new Nothing("an installation was " + shown(event.action()));
    };
  }

  /** What others say, made safe to print. */
  private static String shown(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "..." : plain;
  }
}
