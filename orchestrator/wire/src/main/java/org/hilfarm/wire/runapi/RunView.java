package org.hilfarm.wire.runapi;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.script.ScriptId;

/**
 * A run as people see it: what {@code ./farm runs --json}, {@code submit --wait --json} and the
 * browser show.
 *
 * @param run the run's name
 * @param name the build's name
 * @param state {@code queued}, {@code running} or {@code done}
 * @param verdict {@code mergeable}, {@code blocked}, {@code undecided}, {@code cancelled}; empty
 *     until it is done
 * @param reasons why, in words
 * @param suite which suite
 * @param baseline whether its images become the baseline once it is mergeable
 * @param submitted when
 * @param finished when
 * @param reportDir where the Allure report lies, once there is one
 * @param reportUrl where to open it
 * @param notCovered board types of the build without a board here
 * @param required pairs that must pass, as the plan fixed them
 * @param notApplicable pairs that are not required, with reasons
 * @param jobs the work, with how far it is
 * @param boards every attempt on every board
 * @param soak how many rounds were run and how they went; none where the suite is run once
 * @param change which pull request it tests, and which run of it took whose place
 * @param checks what GitHub was told of it; empty where nothing is told
 */
public record RunView(
    RunId run,
    String name,
    String state,
    Optional<String> verdict,
    List<String> reasons,
    String suite,
    boolean baseline,
    Instant submitted,
    Optional<Instant> finished,
    Optional<String> reportDir,
    Optional<String> reportUrl,
    List<BoardTypeId> notCovered,
    List<Requirement> required,
    List<NotApplicable> notApplicable,
    List<JobView> jobs,
    List<BoardView> boards,
    List<SoakView> soak,
    Optional<Change> change,
    Optional<List<CheckView>> checks) {

  /** A run that GitHub is told nothing of. */
  public RunView(
      RunId run,
      String name,
      String state,
      Optional<String> verdict,
      List<String> reasons,
      String suite,
      boolean baseline,
      Instant submitted,
      Optional<Instant> finished,
      Optional<String> reportDir,
      Optional<String> reportUrl,
      List<BoardTypeId> notCovered,
      List<Requirement> required,
      List<NotApplicable> notApplicable,
      List<JobView> jobs,
      List<BoardView> boards,
      List<SoakView> soak,
      Optional<Change> change) {
    this(
        run,
        name,
        state,
        verdict,
        reasons,
        suite,
        baseline,
        submitted,
        finished,
        reportDir,
        reportUrl,
        notCovered,
        required,
        notApplicable,
        jobs,
        boards,
        soak,
        change,
        Optional.empty());
  }

  /** A run that tests no pull request. */
  public RunView(
      RunId run,
      String name,
      String state,
      Optional<String> verdict,
      List<String> reasons,
      String suite,
      boolean baseline,
      Instant submitted,
      Optional<Instant> finished,
      Optional<String> reportDir,
      Optional<String> reportUrl,
      List<BoardTypeId> notCovered,
      List<Requirement> required,
      List<NotApplicable> notApplicable,
      List<JobView> jobs,
      List<BoardView> boards,
      List<SoakView> soak) {
    this(
        run,
        name,
        state,
        verdict,
        reasons,
        suite,
        baseline,
        submitted,
        finished,
        reportDir,
        reportUrl,
        notCovered,
        required,
        notApplicable,
        jobs,
        boards,
        soak,
        Optional.empty());
  }

  /**
   * A pull request's run.
   *
   * @param repository {@code owner/name}
   * @param number the pull request's
   * @param commit which of its commits
   * @param replaces the run of the same pull request that this one superseded
   * @param replacedBy the one that superseded this one
   */
  public record Change(
      String repository,
      int number,
      String commit,
      Optional<RunId> replaces,
      Optional<RunId> replacedBy) {
    /** In one line. */
    public String words() {
      return "%s#%d at %s"
              .formatted(repository, number, commit.substring(0, Math.min(10, commit.length())))
          + replaces.map(r -> ", in place of run " + r).orElse("")
          + replacedBy.map(r -> ", superseded by run " + r).orElse("");
    }
  }

  /** The same run with what GitHub was told of it. */
  public RunView with(List<CheckView> told) {
    return new RunView(
        run,
        name,
        state,
        verdict,
        reasons,
        suite,
        baseline,
        submitted,
        finished,
        reportDir,
        reportUrl,
        notCovered,
        required,
        notApplicable,
        jobs,
        boards,
        soak,
        change,
        told.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(told)));
  }

  /** The same run with its report elsewhere. */
  public RunView withReportUrl(Optional<String> url) {
    return new RunView(
        run,
        name,
        state,
        verdict,
        reasons,
        suite,
        baseline,
        submitted,
        finished,
        reportDir,
        url,
        notCovered,
        required,
        notApplicable,
        jobs,
        boards,
        soak,
        change,
        checks);
  }

  /** What the first of its waiting jobs can expect; empty where none waits. */
  public Optional<Outlook> outlook() {
    return jobs.stream()
        .flatMap(j -> j.outlook().stream())
        .min(Comparator.comparing(Outlook::position));
  }

  /**
   * A job and how far it is.
   *
   * @param job its name
   * @param boardType for which boards
   * @param state {@code waiting}, {@code leased}, {@code held} until its control is done, or {@code
   *     done}
   * @param board who has it now
   * @param progress how far
   * @param control what it controls, in words; empty for work that the run requires
   * @param round which round of a soak it is; empty where the suite is run once
   * @param outlook what it can expect; empty where it does not wait
   */
  public record JobView(
      JobId job,
      BoardTypeId boardType,
      String state,
      Optional<BoardSerial> board,
      Progress progress,
      Optional<String> control,
      Optional<Round> round,
      Optional<Outlook> outlook) {
    /** One that does not wait, or of which nothing is known. */
    public JobView(
        JobId job,
        BoardTypeId boardType,
        String state,
        Optional<BoardSerial> board,
        Progress progress,
        Optional<String> control,
        Optional<Round> round) {
      this(job, boardType, state, board, progress, control, round, Optional.empty());
    }
  }

  /**
   * One attempt on one board.
   *
   * @param serial which board
   * @param boardType what it is
   * @param family its chip's family
   * @param attempt counts from 1
   * @param flash {@code running} with the version, or the fault
   * @param scripts one a script
   * @param control what it controls, in words; such an attempt counts for nothing the run requires
   * @param emulated whether the board was a program that plays its chip
   * @param round in which round of a soak; empty where the suite is run once
   */
  public record BoardView(
      BoardSerial serial,
      BoardTypeId boardType,
      Family family,
      int attempt,
      String flash,
      List<ScriptView> scripts,
      Optional<String> control,
      boolean emulated,
      Optional<Round> round) {}

  /**
   * One script on one board.
   *
   * @param name the script's id
   * @param status {@code passed}, {@code failed}, {@code skipped} or {@code not-run}
   * @param blame who must act; empty for a pass
   * @param reason the fault's text; empty for a pass
   * @param resetReasons what the board said of each start that fell into it
   * @param picture where its picture is, of its heap or of what the board drew; empty where there
   *     is none
   * @param overheard what else is known of those starts: ROM lines, safe modes; empty where nothing
   * @param page where this attempt of it is told in full
   */
  public record ScriptView(
      ScriptId name,
      String status,
      Optional<Blame> blame,
      Optional<String> reason,
      List<ResetReason> resetReasons,
      Optional<String> picture,
      Optional<String> overheard,
      Optional<String> page) {
    /** One that no page tells more of. */
    public ScriptView(
        ScriptId name,
        String status,
        Optional<Blame> blame,
        Optional<String> reason,
        List<ResetReason> resetReasons,
        Optional<String> picture,
        Optional<String> overheard) {
      this(name, status, blame, reason, resetReasons, picture, overheard, Optional.empty());
    }
  }
}
