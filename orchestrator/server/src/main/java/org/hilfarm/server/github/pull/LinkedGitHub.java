package org.hilfarm.server.github.pull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.server.github.link.Answered;
import org.hilfarm.server.github.link.GitHubLink;
import org.hilfarm.server.github.link.Pulls;
import org.hilfarm.server.github.link.RepositoryName;
import org.hilfarm.server.github.link.Runs;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.Installation;
import org.hilfarm.wire.github.Permission;
import org.hilfarm.wire.github.PullCommit;
import org.hilfarm.wire.github.PullFile;
import org.hilfarm.wire.github.event.Account;
import org.hilfarm.wire.github.event.Pull;
import org.hilfarm.wire.github.event.Repo;
import org.hilfarm.wire.github.event.WorkflowRun;

/**
 * Asks GitHub by the farm's link.
 *
 * @param link to it
 * @param clock by which its limits end
 */
public record LinkedGitHub(GitHubLink link, InstantSource clock) implements GitHub {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(2);

  /** A run that has ended lately may have begun long before: its jobs take six hours at most. */
  private static final Duration LONGEST_RUN = Duration.ofHours(12);

  private static final Set<String> ROLES =
      Set.of("admin", "maintain", "write", "triage", "read", "none");

  private interface Asking<T> {
    Answered<T> ask(RepositoryName repository, Deadline deadline) throws InterruptedException;
  }

  private <T> Answer<T> ask(String repository, Asking<T> asking) throws InterruptedException {
    Optional<RepositoryName> name = RepositoryName.of(repository);
    return name.isEmpty()
        ? new Answer.Missing<>("no repository is called " + repository)
        : answer(asking.ask(name.get(), Deadline.after(PATIENCE)));
  }

  private <T> Answer<T> answer(Answered<T> answered) {
    return switch (answered) {
      case Answered.Ok<T> ok -> new Answer.Said<>(ok.value());
      case Answered.NotFound<T> missing -> new Answer.Missing<>(missing.why());
      case Answered.Refused<T> refused -> new Answer.Missing<>(refused.why());
      case Answered.Limited<T> limited -> new Answer.Later<>(limited.why(), until(limited.until()));
      case Answered.Unreachable<T> nobody -> new Answer.Later<>(nobody.why(), SOON);
    };
  }

  private Duration until(Instant time) {
    Duration rest = Duration.between(clock.instant(), time);
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  private static <T, R> Answer<R> then(Answer<T> answer, Function<T, Answer<R>> next) {
    return switch (answer) {
      case Answer.Said<T> said -> next.apply(said.value());
      case Answer.Missing<T> missing -> new Answer.Missing<>(missing.why());
      case Answer.Later<T> later -> new Answer.Later<>(later.why(), later.rest());
    };
  }

  @Override
  public Answer<Project> project(String name) throws InterruptedException {
    Answer<Installation> installation = ask(name, link::installation);
    if (!(installation instanceof Answer.Said<Installation> at)) {
      return then(installation, i -> new Answer.Missing<>("the App is not there"));
    }
    Answer<Repo> repository = ask(name, (r, deadline) -> link.pulls().repository(r, deadline));
    return then(
        repository,
        repo -> new Answer.Said<>(new Project(repo.id(), repo.fullName(), at.value().id())));
  }

  @Override
  public Answer<List<Pull>> openPulls(Project project, String owner, String branch)
      throws InterruptedException {
    Optional<String> head = Optional.of(owner + ":" + branch);
    return ask(project.name(), (r, deadline) -> link.pulls().open(r, head, deadline));
  }

  @Override
  public Answer<Pull> pull(Project project, int number) throws InterruptedException {
    return ask(project.name(), (r, deadline) -> link.pulls().pull(r, number, deadline));
  }

  @Override
  public Answer<List<Pull>> openPulls(Project project) throws InterruptedException {
    return ask(project.name(), (r, deadline) -> link.pulls().open(r, Optional.empty(), deadline));
  }

  /** Of the one who clicked, and not of who has that name by now. */
  @Override
  public Answer<String> permission(Project project, Account who) throws InterruptedException {
    Answer<Permission> said =
        ask(project.name(), (r, deadline) -> link.pulls().permission(r, who.login(), deadline));
    return then(
        said,
        permission ->
            permission.user().id() == who.id()
                ? new Answer.Said<>(role(permission))
                : new Answer.Missing<>("the name is somebody else's by now"));
  }

  /** A role of the organisation's own counts for what it is made from. */
  private static String role(Permission permission) {
    return ROLES.contains(permission.role()) ? permission.role() : permission.permission();
  }

  @Override
  public Answer<List<String>> changedFiles(Project project, int number)
      throws InterruptedException {
    Answer<List<PullFile>> files =
        ask(project.name(), (r, deadline) -> link.pulls().files(r, number, deadline));
    return then(
        files,
        all ->
            all.size() >= Pulls.MOST_FILES
                ? new Answer.Missing<>("GitHub lists no more than %d".formatted(Pulls.MOST_FILES))
                : new Answer.Said<>(all.stream().flatMap(LinkedGitHub::names).toList()));
  }

  private static Stream<String> names(PullFile file) {
    return Stream.concat(Stream.of(file.filename()), file.previous().stream());
  }

  @Override
  public Answer<List<String>> commits(Project project, int number) throws InterruptedException {
    Answer<List<PullCommit>> commits =
        ask(project.name(), (r, deadline) -> link.pulls().commits(r, number, deadline));
    return then(commits, all -> new Answer.Said<>(all.stream().map(PullCommit::sha).toList()));
  }

  @Override
  public Answer<List<WorkflowRun>> runs(Project project, String workflow, Instant since)
      throws InterruptedException {
    String file = workflow.substring(workflow.lastIndexOf('/') + 1);
    return ask(
        project.name(),
        (r, deadline) ->
            link.runs().list(r, Runs.Wanted.since(file, since.minus(LONGEST_RUN)), deadline));
  }

  @Override
  public Answer<Integer> deliverAgain(Instant since) throws InterruptedException {
    return answer(new MissedDeliveries(link.hooks(), since).again(Deadline.after(PATIENCE)));
  }

  @Override
  public Answer<String> token(Project project) throws InterruptedException {
    return ask(project.name(), link::artifactsToken);
  }
}
