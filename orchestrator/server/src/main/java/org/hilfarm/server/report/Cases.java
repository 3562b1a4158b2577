package org.hilfarm.server.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.server.plan.RunInputs;
import org.hilfarm.server.postgres.AttemptRows;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.timeline.Excerpt;
import org.hilfarm.server.verdict.Settlement;

/**
 * What is stored of one script on one board in one run. Read a part at a time: a run may have five
 * hundred attempts, and a file may have many megabytes. Any thread may use it.
 */
public final class Cases {
  private static final int PART = 1 << 20;

  private final Database database;

  Cases(Database database) {
    this.database = database;
  }

  /** What became of looking for an attempt. */
  public sealed interface Found {
    /** Here it is. */
    record Here(CaseAttempt attempt) implements Found {}

    /** There is no such run. */
    record NoRun() implements Found {}

    /** No board of this serial has an attempt at this script in the run. */
    record NoCase() implements Found {}

    /**
     * There is no attempt of this number.
     *
     * @param last the newest one's
     */
    record NoAttempt(int last) implements Found {}
  }

  /** The attempt of this number, or the newest. */
  public Found find(CaseId id, OptionalInt number) {
    return database.inTransaction(
        tx ->
            tx.runs()
                .find(id.run())
                .map(run -> find(tx, run, id, number))
                .orElseGet(Found.NoRun::new));
  }

  private static Found find(Tx tx, RunRow run, CaseId id, OptionalInt number) {
    List<Control> controls = tx.jobs().controls(id.run());
    CaseWork work = new CaseWork(run.plan(), controls.stream(), tx.reruns().of(id.run()).stream());
    List<AttemptRows.Key> keys =
        tx.attempts().on(id.run(), id.board(), id.script()).stream()
            .filter(k -> work.has(k.job(), id.script()))
            .toList();
    if (keys.isEmpty()) {
      return new Found.NoCase();
    }
    int wanted = number.orElse(keys.size());
    if (wanted < 1 || wanted > keys.size()) {
      return new Found.NoAttempt(keys.size());
    }
    AttemptRows.Key key = keys.get(wanted - 1);
    BoardReport report = settled(tx, run, key, controls);
    return new Found.Here(
        new CaseAttempt(
            id,
            run,
            work.work(key.job()).orElseThrow(),
            report,
            script(report, id),
            wanted,
            key.seed(),
            tries(work, keys)));
  }

  /** By its controls alone, which are few; not by the run's other attempts. */
  private static BoardReport settled(
      Tx tx, RunRow run, AttemptRows.Key key, List<Control> controls) {
    BoardReport report = tx.attempts().report(key.token()).orElseThrow();
    List<BoardReport> all = new ArrayList<>();
    all.add(report);
    controls.stream()
        .filter(c -> c.board().equals(report.board()) && !c.work().id().equals(key.job()))
        .forEach(c -> all.addAll(tx.attempts().of(c.work().id())));
    return Settlement.of(run.plan(), all, controls).getFirst();
  }

  private static ScriptReport script(BoardReport report, CaseId id) {
    return report.scripts().stream()
        .filter(s -> s.script().equals(id.script()))
        .findFirst()
        .orElseGet(
            () ->
                ScriptReport.notRun(
                    id.script(),
                    new Fault(
                        FaultKind.FARM_BUG,
                        "the rack's report of this attempt has no word of this script"),
                    report.finished()));
  }

  private static List<CaseAttempt.Try> tries(CaseWork work, List<AttemptRows.Key> keys) {
    return IntStream.iterate(keys.size(), n -> n >= 1, n -> n - 1)
        .mapToObj(
            n -> {
              AttemptRows.Key key = keys.get(n - 1);
              return new CaseAttempt.Try(
                  n, work.title(key.job(), key.number()), key.outcome().orElse("open"));
            })
        .toList();
  }

  /** How a script ended, in the word that is also its colour. */
  public static String status(Outcome outcome) {
    return RunViews.status(outcome);
  }

  /** The ends of a file of an attempt; empty where it is not kept any more. */
  public Optional<Excerpt> excerpt(Attachment file) {
    return database.inTransaction(
        tx -> tx.artifacts().size(file.digest()).map(size -> excerpt(tx, file.digest(), size)));
  }

  private static Excerpt excerpt(Tx tx, Sha256 digest, long size) {
    if (size <= 2L * Excerpt.END) {
      return Excerpt.whole(part(tx, digest, 0, (int) size));
    }
    long last = size - Excerpt.END;
    return Excerpt.ends(
        part(tx, digest, 0, Excerpt.END), part(tx, digest, last, Excerpt.END), last - Excerpt.END);
  }

  private static byte[] part(Tx tx, Sha256 digest, long from, int length) {
    return tx.artifacts().part(digest, from, length).orElse(new byte[0]);
  }

  /** How many bytes are stored under this digest; empty where nothing is, or not any more. */
  public Optional<Long> size(Sha256 digest) {
    return database.inTransaction(tx -> tx.artifacts().size(digest));
  }

  /** Sends them a part at a time, so that no slow reader holds a connection or the whole file. */
  public void copy(Sha256 digest, OutputStream to) throws IOException {
    int length = PART;
    for (long from = 0; length == PART; from += length) {
      long begin = from;
      byte[] part = database.inTransaction(tx -> part(tx, digest, begin, PART));
      to.write(part);
      length = part.length;
    }
  }

  /** What the run was planned from. */
  public RunInputs inputs(RunRow run) {
    return database.inTransaction(tx -> RunStore.inputs(tx, run));
  }
}
