package org.hilfarm.server.github.pull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hilfarm.server.github.event.Ground;
import org.hilfarm.server.github.event.Outcome;
import org.hilfarm.server.github.event.Reacting;
import org.hilfarm.server.github.event.Reaction;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.server.github.event.Reactions;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.DatabaseAwayException;
import org.hilfarm.server.postgres.PullRow;
import org.hilfarm.server.postgres.RepositoryRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.config.GitHubRules;
import org.hilfarm.wire.github.event.GitHubEvent;
import org.hilfarm.wire.github.event.Installed;
import org.hilfarm.wire.github.event.Pull;
import org.hilfarm.wire.github.event.Repo;
import org.hilfarm.wire.github.event.WorkflowRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks GitHub for what it could not tell while no orchestrator answered: it never tells anything
 * twice by itself. What is found goes the same way as a webhook, and told by both does no more. Of
 * several orchestrators one has the turn. Any thread may run it.
 */
public final class Reconciler implements Runnable {
  /** How often it is to be run. */
  public static final Duration EVERY = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /** The clock tells one of all orchestrators; who has just started is told beside it. */
  private static final Duration NOT_AGAIN_WITHIN = Duration.ofSeconds(1);

  /** What GitHub lists may be a little behind what it tells. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  /** How far back is looked at first, and at most: artifacts and deliveries are kept no shorter. */
  private static final Duration FIRST = Duration.ofHours(2);

  private static final Duration FARTHEST = Duration.ofDays(3);

  private final Parts parts;

  /** What it works with. */
  public record Parts(
      Database database,
      GitHub gitHub,
      Reactions reactions,
      Reacting reacting,
      InstantSource time) {}

  public Reconciler(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void run() {
    try {
      List<Turn> turns = turns();
      Optional<Instant> oldest = turns.stream().map(Turn::since).min(Comparator.naturalOrder());
      boolean again = oldest.isEmpty() || again(oldest.get());
      for (Turn turn : turns) {
        look(turn, again);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.info("looking for what GitHub could not tell was stopped; the next one goes on");
    } catch (RuntimeException e) {
      LOG.warn("looking for what GitHub could not tell failed: {}", e.getMessage());
    }
  }

  /** By its number where a webhook told it or the rules say it, else GitHub is asked. */
  private Optional<Project> project(GitHubRules.Repository repository) throws InterruptedException {
    Optional<RepositoryRows.Known> known =
        parts
            .database()
            .inTransaction(
                tx ->
                    repository.id().isPresent()
                        ? tx.repositories().find(repository.id().get())
                        : tx.repositories().find(repository.name()));
    if (known.isPresent()) {
      RepositoryRows.Known there = known.get();
      return Optional.of(new Project(there.id(), there.name(), there.installation()));
    }
    Answer<Project> asked = parts.gitHub().project(repository.name());
    if (asked instanceof Answer.Said<Project> said
        && repository.id().map(id -> id == said.value().id()).orElse(true)) {
      Optional<String> stranger =
          parts.database().inTransaction(tx -> Projects.keep(tx, said.value()));
      return stranger.isPresent() ? Optional.empty() : Optional.of(said.value());
    }
    LOG.warn("{}: the farm's App is not there: {}", repository.name(), asked);
    return Optional.empty();
  }

  /**
   * A repository that is this one's to look at now.
   *
   * @param now when it began
   * @param since from when on nobody has looked yet
   */
  private record Turn(Project project, Instant now, Instant since) {}

  private List<Turn> turns() throws InterruptedException {
    List<Turn> turns = new ArrayList<>();
    for (GitHubRules.Repository repository : parts.reactions().rules().repositories()) {
      Optional<Project> project = project(repository);
      Instant now = parts.time().instant();
      if (project.isPresent() && taken(project.get())) {
        turns.add(new Turn(project.get(), now, since(project.get(), now)));
      }
    }
    return turns;
  }

  private boolean taken(Project project) {
    return parts
        .database()
        .inTransaction(tx -> tx.repositories().takeTurn(project.id(), NOT_AGAIN_WITHIN));
  }

  private void look(Turn turn, boolean again) throws InterruptedException {
    Project project = turn.project();
    boolean pulls = pulls(project, turn.since());
    boolean runs = runs(project, turn.since());
    if (again && pulls && runs) {
      parts.database().useTransaction(tx -> tx.repositories().looked(project.id(), turn.now()));
    }
  }

  private Instant since(Project project, Instant now) {
    Optional<Instant> looked =
        parts.database().inTransaction(tx -> tx.repositories().looked(project.id()));
    Instant since = looked.map(l -> l.minus(OVERLAP)).orElse(now.minus(FIRST));
    Instant farthest = now.minus(FARTHEST);
    return since.isBefore(farthest) ? farthest : since;
  }

  private boolean again(Instant since) throws InterruptedException {
    Answer<Integer> answer = parts.gitHub().deliverAgain(since);
    if (answer instanceof Answer.Said<Integer> said) {
      if (said.value() > 0) {
        LOG.info("{} webhooks that were not answered are delivered again", said.value());
      }
      return true;
    }
    LOG.warn("webhooks that were not answered could not be asked for again: {}", answer);
    return false;
  }

  private boolean pulls(Project project, Instant since) throws InterruptedException {
    if (!(parts.gitHub().openPulls(project) instanceof Answer.Said<List<Pull>> open)) {
      LOG.warn("{}: its pull requests could not be listed", project.name());
      return false;
    }
    if (parts.database().inTransaction(tx -> tx.repositories().back(project.id()))) {
      LOG.info("{}: the farm's App is back", project.name());
    }
    Set<Integer> listed = open.value().stream().map(Pull::number).collect(Collectors.toSet());
    boolean whole = true;
    for (Pull pull : open.value()) {
      whole &= pull.updated().isBefore(since) || reacted(new Reaction.HeadMoved(project, pull, 0));
    }
    List<PullRow> known = parts.database().inTransaction(tx -> tx.pulls().open(project.id()));
    for (PullRow row : known) {
      whole &= listed.contains(row.number()) || one(project, row.number());
    }
    return whole;
  }

  private boolean one(Project project, int number) throws InterruptedException {
    return parts.gitHub().pull(project, number) instanceof Answer.Said<Pull> pull
        && reacted(new Reaction.HeadMoved(project, pull.value(), 0));
  }

  private boolean runs(Project project, Instant since) throws InterruptedException {
    String workflow = parts.reactions().rules().workflow();
    if (!(parts.gitHub().runs(project, workflow, since)
        instanceof Answer.Said<List<WorkflowRun>> runs)) {
      LOG.warn("{}: its builds could not be listed", project.name());
      return false;
    }
    boolean whole = true;
    for (WorkflowRun run : runs.value()) {
      whole &= reacted(parts.reactions().of(event(project, run)));
    }
    return whole;
  }

  private static GitHubEvent event(Project project, WorkflowRun run) {
    boolean completed = run.status().equals(Optional.of("completed"));
    return new GitHubEvent.OfWorkflowRun(
        completed ? "completed" : "in_progress",
        run,
        Optional.empty(),
        new Repo(project.id(), project.name(), Optional.empty()),
        Optional.of(new Installed(project.installation())));
  }

  /** One that fails holds up no other; it is looked at again the next time. */
  private boolean reacted(Reaction reaction) throws InterruptedException {
    try {
      Outcome outcome = parts.reacting().react(reaction, new Open(parts.database()));
      LOG.debug("reconciled: {}", outcome.said());
      return outcome instanceof Outcome.Done;
    } catch (DatabaseAwayException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("what GitHub could not tell failed, and is tried again: {}", reaction, e);
      return false;
    }
  }

  /** Nothing has to be in anybody's hands: what is done twice is done once. */
  private record Open(Database database) implements Ground {
    @Override
    public <T> T step(Function<Tx, T> work) {
      return database.inTransaction(work);
    }

    @Override
    public Outcome end(Function<Tx, Outcome> work) {
      return database.inTransaction(work);
    }
  }
}
