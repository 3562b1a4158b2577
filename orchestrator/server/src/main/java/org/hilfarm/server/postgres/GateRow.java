package org.hilfarm.server.postgres;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.hilfarm.model.plan.RunId;

/**
 * What is to stand at a commit of a repository: the intent of its check. It is changed only with
 * its row held.
 *
 * @param id its number
 * @param commit where it stands
 * @param kind what the commit is
 * @param pullRequest its number, where it is a pull request's head
 * @param tier how far its author is trusted; empty as long as nobody asked
 * @param state where the commit is on its way
 * @param reason why, in a sentence
 * @param revision grows with every change
 * @param build what is, or was last, to be tested
 * @param carried which firmware of earlier builds is tested too; empty: none
 * @param run the run that decides where the state says so, else the last there was
 * @param asked how often somebody asked for the same build again
 * @param came when it was first heard of
 */
public record GateRow(
    long id,
    Commit commit,
    Kind kind,
    OptionalInt pullRequest,
    String tier,
    State state,
    String reason,
    long revision,
    Optional<Attempt> build,
    String carried,
    Optional<RunId> run,
    int asked,
    Instant came) {
  /**
   * A commit of a repository.
   *
   * @param repository by its number
   * @param sha in small letters
   */
  public record Commit(long repository, String sha) {
    public Commit {
      sha = sha.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An attempt of a workflow's run.
   *
   * @param run by its number
   * @param attempt from 1
   */
  public record Attempt(long run, int attempt) {
    /** Whether it began after the other. */
    public boolean after(Attempt other) {
      return run > other.run || (run == other.run && attempt > other.attempt);
    }
  }

  /** What a commit is. */
  public enum Kind {
    PULL_REQUEST,
    MERGE_GROUP,
    PUSH;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where a commit is on its way. */
  public enum State {
    /** Its build is not there yet. */
    BUILDING,
    /** Somebody must let it onto the boards first. */
    UNAPPROVED,
    /** Its build is there and is fetched. */
    DUE,
    /** The run decides. */
    RUN,
    /** There is nothing to test. */
    SKIPPED,
    /** Nobody wants it, or its build failed. */
    CANCELLED,
    /** What was built breaks a rule. */
    FAILED,
    /** It could not be tested. */
    TIMED_OUT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether something is still to come by itself or by a person's approval. */
    public boolean open() {
      return this == BUILDING || this == UNAPPROVED || this == DUE || this == RUN;
    }
  }

  /** The same, on its way elsewhere. */
  public GateRow in(State next, String why) {
    return new GateRow(
        id, commit, kind, pullRequest, tier, next, why, revision, build, carried, run, asked, came);
  }

  /** The same, for a build. */
  public GateRow of(Attempt attempt) {
    return new GateRow(
        id,
        commit,
        kind,
        pullRequest,
        tier,
        state,
        reason,
        revision,
        Optional.of(attempt),
        carried,
        run,
        asked,
        came);
  }

  /** The same, of whom one knows how far the author is trusted. */
  public GateRow trusted(String word) {
    return new GateRow(
        id,
        commit,
        kind,
        pullRequest,
        word,
        state,
        reason,
        revision,
        build,
        carried,
        run,
        asked,
        came);
  }

  /** The same, asked for once more. */
  public GateRow again() {
    return new GateRow(
        id,
        commit,
        kind,
        pullRequest,
        tier,
        state,
        reason,
        revision,
        build,
        carried,
        run,
        asked + 1,
        came);
  }

  /** The same with its run, in which this is tested besides. */
  public GateRow with(RunId made, String besides) {
    return new GateRow(
        id,
        commit,
        kind,
        pullRequest,
        tier,
        State.RUN,
        "run " + made,
        revision,
        build,
        besides,
        Optional.of(made),
        asked,
        came);
  }

  /** The same, of another pull request with the same head. */
  public GateRow of(int number) {
    return new GateRow(
        id,
        commit,
        kind,
        OptionalInt.of(number),
        tier,
        state,
        reason,
        revision,
        build,
        carried,
        run,
        asked,
        came);
  }
}
