package org.hilfarm.server.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.RunInputs;
import org.hilfarm.server.postgres.BranchRows;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.CheckRow;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.JobRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.verdict.Followed;
import org.hilfarm.server.verdict.PairEnding;
import org.hilfarm.server.verdict.Settlement;
import org.hilfarm.server.verdict.Told;
import org.hilfarm.server.verdict.Verdicts;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.BaselineView;
import org.hilfarm.wire.runapi.CheckView;
import org.hilfarm.wire.runapi.Outlook;
import org.hilfarm.wire.runapi.RunView;

/** Reads what is stored of runs, boards and artifacts. Any thread may use it. */
public final class RunStore {
  private final Database database;
  private final Patience patience;

  public RunStore(Database database, Patience patience) {
    this.database = database;
    this.patience = patience;
  }

  /** A run's plan, times and verdict. */
  public Optional<RunRow> row(RunId run) {
    return database.inTransaction(tx -> tx.runs().find(run));
  }

  /** The run that a submission known by this made. */
  public Optional<RunId> submitted(Sha256 key) {
    return database.inTransaction(tx -> tx.submissions().run(key));
  }

  /** The scripts, library and board types a run was planned from. */
  public RunInputs inputs(RunRow run) {
    return database.inTransaction(tx -> inputs(tx, run));
  }

  /** The same, within a transaction. */
  public static RunInputs inputs(Tx tx, RunRow run) {
    byte[] json = tx.artifacts().get(run.inputs()).orElseThrow();
    try {
      return Json.read(json, RunInputs.class);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "run %s: what it was planned from cannot be read".formatted(run.plan().run()), e);
    }
  }

  /**
   * Every attempt at every job of a run, in the order of their leases, settled by its controls; of
   * a long soak's only those that are {@link Told} are whole.
   */
  public List<BoardReport> attempts(RunRow run) {
    return database.inTransaction(
        tx -> {
          RunId id = run.plan().run();
          List<Control> controls = tx.jobs().controls(id);
          List<BoardReport> brief = tx.attempts().of(id, Brief::of);
          Told told = new Told(run.plan(), Settlement.of(run.plan(), brief, controls));
          List<BoardReport> kept = tx.attempts().of(id, r -> told.told(r) ? r : Brief.of(r));
          return Settlement.of(run.plan(), kept, controls);
        });
  }

  /** The run's controls. */
  public List<Control> controls(RunId run) {
    return database.inTransaction(tx -> tx.jobs().controls(run));
  }

  /** What many runs together tell. */
  public History history() {
    return new History(database);
  }

  /** One script on one board, in all its attempts. */
  public Cases cases() {
    return new Cases(database);
  }

  /** What is known of single boards. */
  public Boards boardPasts() {
    return new Boards(database, patience);
  }

  /** The run's reruns. */
  public List<Rerun> reruns(RunId run) {
    return database.inTransaction(tx -> tx.reruns().of(run));
  }

  /** What became of each pair that a finished run required, in the order of pairs. */
  public List<PairEnding> pairs(RunRow run) {
    RunId id = run.plan().run();
    return database.inTransaction(
        tx ->
            Verdicts.pairs(
                run.plan(),
                tx.attempts().of(id, Brief::of),
                new Followed(tx.jobs().controls(id), tx.reruns().of(id)),
                KnownThen.of(tx, run)));
  }

  /** What is held to be good on each type of board. */
  public List<BaselineView> baselines() {
    return database.inTransaction(
        tx ->
            tx.baselines().all().stream()
                .map(
                    b ->
                        new BaselineView(
                            b.image().boardType(),
                            b.run(),
                            Words.plain(b.image().banner().version()),
                            b.image().digest()))
                .toList());
  }

  /** Bytes by digest: an image or an attachment. */
  public Optional<byte[]> artifact(Sha256 digest) {
    return database.inTransaction(tx -> tx.artifacts().get(digest));
  }

  /** A run as people see it. */
  public Optional<RunView> view(RunId run) {
    return database.inTransaction(
        tx -> tx.runs().find(run).map(RunStore::seenFromHere).map(row -> view(tx, row)));
  }

  private RunView view(Tx tx, RunRow row) {
    RunId run = row.plan().run();
    JobViews views = new JobViews(row.plan());
    List<JobRow> jobs = views.read(tx.jobs(), run);
    Map<JobId, Outlook> outlooks = listed(tx).outlooks(views.waiting(jobs));
    return RunViews.of(row, jobs, tx.attempts().of(run, Brief::of), outlooks)
        .with(tx.checks().of(run).stream().map(RunStore::check).toList());
  }

  /** Exactly what a run tests. */
  public Optional<Tested> tested(RunId run) {
    return database.inTransaction(
        tx ->
            tx.runs()
                .find(run)
                .map(
                    row ->
                        new Tested(
                            row.change().map(RunRow.Change::pullRequest),
                            tx.checks().of(run).stream()
                                .flatMap(c -> c.head().mergeSha().stream())
                                .findFirst(),
                            row.plan().scriptsCommit(),
                            row.plan().build().images(),
                            tx.branches().of(run))));
  }

  /** Which run this one tests again, and which ones it. */
  public Repeats repeats(RunId run) {
    return database.inTransaction(
        tx -> new Repeats(tx.agains().of(run), tx.agains().after(run, Repeats.MOST)));
  }

  private static CheckView check(CheckRow row) {
    CheckRow.Sent sent = row.sent();
    boolean told = sent.at().filter(at -> !at.isBefore(row.asked())).isPresent();
    return new CheckView(
        row.name(),
        row.head().sha(),
        sent.trouble().isPresent() ? "error" : told ? "sent" : "waiting",
        sent.conclusion(),
        sent.checkRun(),
        sent.tries(),
        sent.trouble().map(Words::plain));
  }

  /** A folder of another machine would only mislead; the address leads to the report anyway. */
  static RunRow seenFromHere(RunRow row) {
    return row.withReportDir(row.reportDir().filter(RunStore::here));
  }

  static boolean here(String folder) {
    return Files.isDirectory(Path.of(folder));
  }

  /** A heap picture of a run, by the last part of its address. */
  public Optional<String> picture(RunId run, String name) {
    return database.inTransaction(
        tx ->
            tx.jobs().of(run).stream()
                .map(JobRow::id)
                .filter(job -> name.startsWith(job + "-"))
                .flatMap(job -> Pictures.named(tx.attempts().of(job), name).stream())
                .findFirst());
  }

  /**
   * The newest runs as a list shows them: without attempts, which no list could hold, and of those
   * that have ended no more than which they are and how they ended.
   */
  public List<RunView> newest(int limit) {
    return database.inTransaction(tx -> Front.runs(tx, listed(tx), limit));
  }

  /** The newest runs and what every board works on, for a page that many people look at. */
  public Front front(int limit) {
    return database.inTransaction(tx -> Front.read(tx, listed(tx), limit));
  }

  /** What GitHub told; only deliveries in a state where one is said. */
  public FromGitHub fromGitHub(Optional<String> state) {
    return database.inTransaction(tx -> FromGitHub.read(tx, state));
  }

  /** How these boards fared of late, each by its rack and serial. */
  public Map<StandingRows.Board, BoardHealth> health(List<BoardStatus> boards) {
    return database.inTransaction(tx -> BoardHealth.read(tx, boards));
  }

  private Listed listed(Tx tx) {
    return new Listed(tx, patience);
  }

  /** Finished runs without a published report. */
  public List<RunId> unpublished() {
    return database.inTransaction(tx -> tx.reports().open());
  }

  /** Says where a run's report is; who watches the run is told. */
  public void published(RunId run, Path dir, String url) {
    database.useTransaction(
        tx -> {
          tx.runs().published(run, dir.toString(), url);
          tx.ring(Channel.RUN, run.value());
        });
  }

  /** Whether its report was too old to be kept, and is not made again. */
  public boolean reportGone(RunId run) {
    return database.inTransaction(tx -> tx.reports().gone(run));
  }

  /** Of which branch its build is, where it is of one. */
  public Optional<Branch> branch(RunId run) {
    return database.inTransaction(tx -> tx.branches().of(run));
  }

  /** The branch's runs that have ended and that a report may still tell of, the newest first. */
  public List<RunId> runsOf(Branch branch, int limit) {
    return database.inTransaction(tx -> tx.branches().runs(branch, limit));
  }

  /** The branches that have a standing report, at most so many. */
  public List<BranchRows.Stands> standing(int most) {
    return database.reading(tx -> tx.branches().standing(most));
  }

  /** What the report of this run is to know of the suite's earlier ones. */
  public Optional<byte[]> historyBefore(RunRow run) {
    return database.inTransaction(tx -> tx.reports().before(run.plan().run(), run.plan().suite()));
  }

  /** What the suite's next report is to know of this one. */
  public void remember(RunId run, byte[] history) {
    database.useTransaction(tx -> tx.reports().remember(run, history));
  }

  /** Every board of every rack. */
  public List<BoardStatus> boards() {
    return database.inTransaction(tx -> tx.racks().boards(patience.silence(), patience.forget()));
  }
}
