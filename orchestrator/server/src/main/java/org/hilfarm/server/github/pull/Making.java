package org.hilfarm.server.github.pull;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.server.github.event.Worker;
import org.hilfarm.server.github.link.Pulls;
import org.hilfarm.server.github.policy.Quota;
import org.hilfarm.server.github.pull.EarlierBuilds.Counting;
import org.hilfarm.server.intake.Arrival;
import org.hilfarm.server.intake.BadSubmissionException;
import org.hilfarm.server.intake.NothingToTestException;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.server.postgres.GateRows.Claimed;
import org.hilfarm.server.postgres.RepositoryRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.source.NoBuildException;
import org.hilfarm.server.source.RunArtifacts;
import org.hilfarm.server.source.RunFirmware;
import org.hilfarm.server.source.Sources;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.config.GitHubRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the run of each gate whose build is there: fetches what was built, and stores the run
 * together with the gate's new state. Where the gate changed meanwhile (a push, another build) or
 * is in other hands, nothing is stored.
 */
public final class Making implements Worker.Trade<Claimed> {
  private static final Logger LOG = LoggerFactory.getLogger(Making.class);
  private static final Duration LONGEST_FETCH = Duration.ofMinutes(15);
  private static final Duration LONGEST_TRIED = Duration.ofHours(6);
  private static final Duration REST = Duration.ofSeconds(30);
  private static final String NOT_YET = "its build is fetched; not yet: ";

  private final Parts parts;

  /**
   * What it works with.
   *
   * @param api the REST API's address, without a slash at its end
   * @param storage further places that artifacts may lie
   */
  public record Parts(
      Database database,
      Submissions submissions,
      Sources sources,
      GitHub gitHub,
      GitHubRules rules,
      String api,
      Set<String> storage) {}

  public Making(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Optional<Claimed> claim(Duration lease) {
    return parts.database().inTransaction(tx -> tx.gates().claim(lease));
  }

  @Override
  public boolean renew(Claimed claimed, Duration lease) {
    return parts.database().inTransaction(tx -> tx.gates().renew(claimed, lease));
  }

  @Override
  public void work(Claimed claimed) throws InterruptedException {
    GateRow gate = claimed.gate();
    Project project = parts.database().inTransaction(tx -> project(tx, gate));
    Optional<String> exceeded = exceeded(project);
    if (exceeded.isPresent()) {
      again(claimed, REST, "its build is there and waits: " + exceeded.get());
      return;
    }
    Answer<String> token = parts.gitHub().token(project);
    Answer<Counting> runs = new EarlierBuilds(parts.database(), parts.gitHub()).with(project, gate);
    if (token instanceof Answer.Said<String> said && runs instanceof Answer.Said<Counting> all) {
      RunArtifacts wanted =
          new RunArtifacts(
              parts.api(), project.name(), all.value().runs(), parts.storage(), said.value());
      made(claimed, project, wanted, all.value().whole());
      return;
    }
    Stream.of(token, runs).forEach(answer -> unanswered(claimed, answer));
  }

  /** Each orchestrator makes one run at a time, so together they may be above it by as many. */
  private Optional<String> exceeded(Project project) {
    return Quota.exceeded(
        parts.rules().quota(),
        project.name(),
        parts.database().inTransaction(tx -> tx.quotas().used(project.id())));
  }

  private static Project project(Tx tx, GateRow gate) {
    RepositoryRows.Known known = tx.repositories().find(gate.commit().repository()).orElseThrow();
    return new Project(known.id(), known.name(), known.installation());
  }

  private void unanswered(Claimed claimed, Answer<?> answer) {
    switch (answer) {
      case Answer.Said<?> said -> LOG.debug("{}: answered", claimed.gate().commit());
      case Answer.Missing<?> missing -> end(claimed, State.TIMED_OUT, missing.why());
      case Answer.Later<?> later -> again(claimed, later.rest(), NOT_YET + later.why());
    }
  }

  private void made(Claimed claimed, Project project, RunArtifacts wanted, boolean whole)
      throws InterruptedException {
    Arrival arrival = parts.submissions().arrival(Set.of());
    try {
      RunFirmware found = parts.sources().fetch(wanted, arrival, Deadline.after(LONGEST_FETCH));
      if (!found.expired().isEmpty()) {
        end(
            claimed,
            State.TIMED_OUT,
            "GitHub has only the names left of the firmware of %s: have it built again"
                .formatted(found.expired()));
      } else if (!whole && !found.missing().isEmpty()) {
        end(
            claimed,
            State.TIMED_OUT,
            "the pull request has more commits or builds than can be looked at (%d and %d), so nobody knows what was built of %s before: have all boards built"
                .formatted(
                    Pulls.MOST_COMMITS,
                    EarlierBuilds.MOST,
                    found.missing().stream().sorted().toList()));
      } else if (found.runs().isEmpty()) {
        end(
            claimed,
            State.SKIPPED,
            "nothing to test: the build has no firmware for a board of this farm (%d artifacts)"
                .formatted(found.others()));
      } else {
        submit(claimed, project, arrival, carried(found, wanted.runs().getFirst()));
      }
    } catch (NoBuildException e) {
      if (e.later() || e.unauthorized()) { // an hour's token may end while much is fetched
        again(claimed, REST, NOT_YET + e.getMessage());
      } else {
        end(claimed, State.TIMED_OUT, String.valueOf(e.getMessage()));
      }
    } catch (NothingToTestException e) {
      end(
          claimed,
          e.boardsMissing() ? State.TIMED_OUT : State.SKIPPED,
          String.join("; ", e.problems()));
    } catch (BadSubmissionException e) {
      end(
          claimed,
          State.FAILED,
          "the build breaks the farm's rules: " + String.join("; ", e.problems()));
    }
  }

  private static String carried(RunFirmware found, long newest) {
    return found.carriedFrom(newest).entrySet().stream()
        .map(e -> "%s from run %d".formatted(e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void submit(Claimed claimed, Project project, Arrival arrival, String carried)
      throws BadSubmissionException {
    GateRow gate = claimed.gate();
    Optional<PullRequest> pullRequest =
        gate.pullRequest().isPresent()
            ? Optional.of(
                new PullRequest(project.name(), gate.pullRequest().getAsInt(), gate.commit().sha()))
            : Optional.empty();
    Submissions.Wish wish =
        new Submissions.Wish(
            name(gate, project), parts.rules().suite(), false, Optional.empty(), pullRequest);
    boolean made =
        parts.submissions().accept(arrival, wish, new Fence(claimed, carried)).isPresent();
    LOG.info("{}: {}", wish.name(), made ? "its run is made" : "nobody wants it any more");
  }

  private static String name(GateRow gate, Project project) {
    String what =
        switch (gate.kind()) {
          case PULL_REQUEST -> "#" + gate.pullRequest().orElseThrow();
          case MERGE_GROUP -> "merge queue";
          case PUSH -> "push";
        };
    return "%s %s at %s, run %d"
        .formatted(
            project.name(),
            what,
            gate.commit().sha().substring(0, 10),
            gate.build().orElseThrow().run());
  }

  /** Open as long as the gate is as it was when it was taken; the run is stored with it. */
  private record Fence(Claimed claimed, String carried) implements Submissions.Fence {
    @Override
    public boolean open(Tx tx) {
      return tx.gates().held(claimed).isPresent();
    }

    @Override
    public void stored(Tx tx, RunId run) {
      GateRow gate = tx.gates().held(claimed).orElseThrow();
      tx.gates().put(gate.with(run, carried));
      tx.quotas().count(run, gate.commit().repository());
      tx.branches().carry(gate, run);
      tx.audit()
          .add(
              Retraction.GITHUB,
              Deed.RUN_SUBMITTED,
              run.value(),
              "for %s".formatted(gate.commit().sha()));
    }
  }

  private void end(Claimed claimed, State state, String why) {
    LOG.warn("{}: {}: {}", claimed.gate().commit(), state, why);
    parts
        .database()
        .useTransaction(
            tx -> tx.gates().held(claimed).ifPresent(gate -> tx.gates().put(gate.in(state, why))));
  }

  private void again(Claimed claimed, Duration rest, String why) {
    LOG.warn("{}: tried again: {}", claimed.gate().commit(), why);
    Optional<Duration> due =
        parts.database().inTransaction(tx -> tx.gates().giveBack(claimed, rest, why));
    if (due.filter(d -> d.compareTo(LONGEST_TRIED) > 0).isPresent()) {
      end(
          claimed,
          State.TIMED_OUT,
          "its run could not be made within %d hours: %s".formatted(LONGEST_TRIED.toHours(), why));
    }
  }

  @Override
  public void failed(Claimed claimed, RuntimeException why, boolean closing) {
    if (closing) {
      stopped(claimed);
    } else {
      LOG.error("{}: making its run failed", claimed.gate().commit(), why);
      again(claimed, REST, NOT_YET + "the farm failed at it; see its log");
    }
  }

  @Override
  public void stopped(Claimed claimed) {
    parts
        .database()
        .useTransaction(tx -> tx.gates().giveBack(claimed, Duration.ZERO, "its build is fetched"));
  }
}
