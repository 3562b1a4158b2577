package org.hilfarm.server.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.plan.Baseline;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.recovery.AfterAttempt;
import org.hilfarm.server.verdict.Followed;
import org.hilfarm.server.verdict.Known;
import org.hilfarm.server.verdict.Series;
import org.hilfarm.server.verdict.Verdicts;

/**
 * Plans reruns of red scripts, one after the other, each in the transaction that stores what it
 * follows from. The caller holds the run's row.
 */
final class Reruns {
  private final Tx tx;
  private final RunRow run;
  private final Patience patience;

  Reruns(Tx tx, RunRow run, Patience patience) {
    this.tx = tx;
    this.run = run;
    this.patience = patience;
  }

  /**
   * Begins the series that a job's last attempt calls for; whether there is one.
   *
   * @param settled all attempts at the job, settled by their controls
   */
  boolean begin(PlannedJob job, List<BoardReport> settled) {
    Optional<BoardReport> last =
        settled.stream().max(Comparator.comparingInt(BoardReport::attempt));
    // Few attempts are red: what the run was planned from is not read for the others.
    if (last.isEmpty()
        || Series.wanted(plan(), job, last.get(), List.of(), Known.NOTHING).isEmpty()) {
      return false;
    }
    List<Rerun> before = tx.reruns().of(plan().run());
    List<ScriptId> scripts = Series.wanted(plan(), job, last.get(), before, KnownThen.of(tx, run));
    return !scripts.isEmpty() && begin(job, last.get(), scripts);
  }

  private boolean begin(PlannedJob job, BoardReport red, List<ScriptId> scripts) {
    StandingRows.Board board = new StandingRows.Board(red.rack(), red.board());
    Rerun first = rerun(job, red, scripts, board);
    Optional<StandingRows.Board> sibling =
        tx.reruns().sibling(plan().run(), job, board, patience.silence());
    sibling.ifPresent(s -> put(on(as(first, Rerun.Part.SIBLING, job.image()), s)));
    Optional<Rerun> here =
        new Controls(tx, plan()).baseline(job).flatMap(b -> onTheSameBoard(first, red, b));
    here.ifPresent(this::put);
    return sibling.isPresent() || here.isPresent();
  }

  /** A control has run the baseline there already; where it could not, nobody can. */
  private Optional<Rerun> onTheSameBoard(Rerun first, BoardReport red, Baseline base) {
    Optional<Control> control =
        tx.jobs().controls(plan().run()).stream()
            .filter(c -> c.of().equals(red.job()) && c.attempt() == red.attempt())
            .findFirst();
    if (control.isEmpty()) {
      return Optional.of(ofBase(first, Rerun.Part.BASE, base));
    }
    List<BoardReport> attempts = tx.attempts().of(control.get().work().id());
    List<ScriptId> scripts = first.work().scripts();
    if (scripts.stream().noneMatch(s -> Series.answers(control.get(), s, attempts))) {
      return Optional.empty();
    }
    return Optional.of(
        scripts.stream().allMatch(s -> Series.answers(control.get(), s, attempts))
            ? first
            : ofBase(first, Rerun.Part.BASE, base));
  }

  private static Rerun rerun(
      PlannedJob job, BoardReport red, List<ScriptId> scripts, StandingRows.Board board) {
    Rerun.Part part = Rerun.Part.BUILD;
    return new Rerun(
        new PlannedJob(Rerun.id(job.id(), red.attempt(), part), job.image(), scripts, Set.of()),
        part,
        job.id(),
        red.attempt(),
        board.rack(),
        board.serial(),
        Optional.empty());
  }

  /** Another part of the series, on the same board. */
  private static Rerun as(Rerun of, Rerun.Part part, Image image) {
    return new Rerun(
        new PlannedJob(Rerun.id(of.of(), of.attempt(), part), image, of.work().scripts(), Set.of()),
        part,
        of.of(),
        of.attempt(),
        of.rack(),
        of.board(),
        Optional.empty());
  }

  private static Rerun ofBase(Rerun of, Rerun.Part part, Baseline base) {
    Rerun its = as(of, part, base.image());
    return new Rerun(
        its.work(),
        part,
        its.of(),
        its.attempt(),
        its.rack(),
        its.board(),
        Optional.of(base.run()));
  }

  private static Rerun on(Rerun of, StandingRows.Board board) {
    return new Rerun(
        of.work(), of.part(), of.of(), of.attempt(), board.rack(), board.serial(), of.baseline());
  }

  private void put(Rerun rerun) {
    tx.reruns().insert(plan().run(), rerun);
  }

  /** Plans what follows a rerun that is over; at the end of its series its board is judged. */
  boolean ended(Rerun rerun) {
    List<BoardReport> attempts = tx.attempts().of(rerun.work().id());
    Optional<Rerun> next = Series.after(rerun, attempts).flatMap(part -> next(rerun, part));
    next.ifPresent(this::put);
    if (tx.reruns().open(plan().run()).stream().noneMatch(rerun::besides)) {
      judgeBoard(rerun);
    }
    return next.isPresent();
  }

  private Optional<Rerun> next(Rerun ended, Rerun.Part part) {
    PlannedJob job = tx.jobs().work(plan(), ended.of());
    if (part.ofBuild()) {
      return Optional.of(as(ended, part, job.image()));
    }
    Optional<Baseline> before =
        tx.reruns().of(plan().run()).stream()
            .filter(r -> r.besides(ended) && r.baseline().isPresent())
            .map(r -> new Baseline(r.baseline().orElseThrow(), r.work().image()))
            .findFirst();
    return before.or(() -> new Controls(tx, plan()).baseline(job)).map(b -> ofBase(ended, part, b));
  }

  /** A board that fails both builds where another passes is the recovery's from now on. */
  private void judgeBoard(Rerun rerun) {
    Followed followed =
        new Followed(tx.jobs().controls(plan().run()), tx.reruns().of(plan().run()));
    List<BoardReport> reported = tx.attempts().of(plan().run(), Brief::of);
    reported.stream()
        .filter(r -> r.job().equals(rerun.of()) && r.attempt() == rerun.attempt())
        .findFirst()
        .ifPresent(
            red ->
                Verdicts.badBoard(plan(), reported, followed, rerun)
                    .ifPresent(
                        why ->
                            new AfterAttempt(tx)
                                .badBoard(new StandingRows.Board(red.rack(), red.board()), why)));
  }

  private RunPlan plan() {
    return run.plan();
  }
}
