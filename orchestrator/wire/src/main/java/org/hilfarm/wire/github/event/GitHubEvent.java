package org.hilfarm.wire.github.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** A webhook that the farm understands. */
public sealed interface GitHubEvent {
  /** Of which repository; none where it is of no one. */
  default Optional<Repo> repo() {
    return Optional.empty();
  }

  /** Which installation of the App it was sent to. */
  default Optional<Installed> installed() {
    return Optional.empty();
  }

  /** A workflow's run was requested, has begun or has ended. */
  record OfWorkflowRun(
      String action,
      @JsonProperty("workflow_run") WorkflowRun run,
      Optional<Workflow> workflow,
      Repo repository,
      Optional<Installed> installation)
      implements GitHubEvent {
    @Override
    public Optional<Repo> repo() {
      return Optional.of(repository);
    }

    @Override
    public Optional<Installed> installed() {
      return installation;
    }
  }

  /**
   * A workflow.
   *
   * @param id its number
   * @param path its file
   */
  record Workflow(long id, String path) {}

  /**
   * A pull request changed.
   *
   * @param label which one, where one was put on
   * @param sender who did it
   */
  record OfPull(
      String action,
      @JsonProperty("pull_request") Pull pull,
      Optional<Label> label,
      Repo repository,
      Optional<Installed> installation,
      Account sender)
      implements GitHubEvent {
    @Override
    public Optional<Repo> repo() {
      return Optional.of(repository);
    }

    @Override
    public Optional<Installed> installed() {
      return installation;
    }
  }

  /** A label's name. */
  record Label(String name) {}

  /** A merge queue wants to know of a commit, or not any more. */
  record OfMergeGroup(
      String action,
      Optional<String> reason,
      @JsonProperty("merge_group") Group group,
      Repo repository,
      Optional<Installed> installation)
      implements GitHubEvent {
    @Override
    public Optional<Repo> repo() {
      return Optional.of(repository);
    }

    @Override
    public Optional<Installed> installed() {
      return installation;
    }
  }

  /** Its commit. */
  record Group(@JsonProperty("head_sha") String headSha) {
    public Group {
      headSha = Said.sha("merge_group.head_sha", headSha);
    }
  }

  /** Somebody pressed something at a check. */
  record OfCheckRun(
      String action,
      @JsonProperty("check_run") Check check,
      @JsonProperty("requested_action") Optional<Asked> asked,
      Repo repository,
      Optional<Installed> installation,
      Account sender)
      implements GitHubEvent {
    @Override
    public Optional<Repo> repo() {
      return Optional.of(repository);
    }

    @Override
    public Optional<Installed> installed() {
      return installation;
    }
  }

  /** Somebody wants all checks of a commit again. */
  record OfCheckSuite(
      String action,
      @JsonProperty("check_suite") Check suite,
      Repo repository,
      Optional<Installed> installation,
      Account sender)
      implements GitHubEvent {
    @Override
    public Optional<Repo> repo() {
      return Optional.of(repository);
    }

    @Override
    public Optional<Installed> installed() {
      return installation;
    }
  }

  /** A check or a suite of them: where it stands, and whose it is. */
  record Check(@JsonProperty("head_sha") String headSha, Optional<App> app) {
    public Check {
      headSha = Said.sha("head_sha of a check", headSha);
    }
  }

  /** An App, by its number. */
  record App(long id) {}

  /** Which button. */
  record Asked(String identifier) {}

  /** The App came to, or left, somebody's repositories. */
  record OfInstallation(
      String action,
      Installed installation,
      Optional<List<Repo>> repositories,
      @JsonProperty("repositories_added") Optional<List<Repo>> added,
      @JsonProperty("repositories_removed") Optional<List<Repo>> removed)
      implements GitHubEvent {
    @Override
    public Optional<Installed> installed() {
      return Optional.of(installation);
    }
  }

  /** Any other, of which nothing is read. */
  record Other(String event) implements GitHubEvent {}
}
