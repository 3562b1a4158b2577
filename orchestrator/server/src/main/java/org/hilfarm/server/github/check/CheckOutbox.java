package org.hilfarm.server.github.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.github.gate.CheckName;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.CheckRow;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells GitHub what checks are to say, on a thread of its own. What is to be told stands in the
 * database, so that no outage of GitHub's loses it and none holds up a run; of several
 * orchestrators one has a check at a time, by a lease with a fence. Close it to stop.
 */
public final class CheckOutbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckOutbox.class);
  private static final Duration STOP = Duration.ofSeconds(20);

  /** How often it looks for what is due. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** A list of checks that is longer hides the gate; the gate's table has all of them. */
  private static final int MOST_BOARDS = 30;

  private final Database database;
  private final RunStore runs;
  private final Bell bell;
  private final CheckSettings settings;
  private final String sender = UUID.randomUUID().toString();
  private final Thread thread;
  private volatile boolean closing;

  /**
   * Begins with what was left open, by this orchestrator or another.
   *
   * @param bell rings when something is to be told
   */
  public CheckOutbox(Database database, RunStore runs, Bell bell, CheckSettings settings) {
    this.database = database;
    this.runs = runs;
    this.bell = bell;
    this.settings = settings;
    this.thread = Thread.ofPlatform().name("hil-github-checks").daemon().start(this::work);
  }

  private void work() {
    try {
      while (!closing) {
        long seen = bell.rung();
        if (!next()) {
          boolean rung = bell.awaitAfter(seen, Deadline.after(shorter(LOOK)));
          LOG.trace("looking again, {}", rung);
          if (bell.closed()) {
            return;
          }
        }
      }
    } catch (InterruptedException stopped) {
      LOG.debug("no more checks are told");
    }
  }

  private Duration shorter(Duration usual) {
    return settings.pace().look().compareTo(usual) < 0 ? settings.pace().look() : usual;
  }

  /** Whether there was one. */
  private boolean next() throws InterruptedException {
    Optional<CheckRow> row = Optional.empty();
    try {
      row = database.inTransaction(tx -> tx.checkOutbox().claim(sender, settings.pace().lease()));
      if (row.isPresent()) {
        tell(row.get());
      }
      return row.isPresent();
    } catch (RuntimeException e) {
      failed(row, e);
      return false;
    }
  }

  private void tell(CheckRow row) throws InterruptedException {
    try {
      if (settings.perBoard() && row.boardType().isEmpty()) {
        besides(row);
      }
      new Delivery(database, settings.door(), settings.pace(), row)
          .tell(CheckWriter.of(subject(row)));
    } catch (InterruptedException e) {
      giveBack(row);
      throw e;
    }
  }

  private Subject subject(CheckRow row) {
    Optional<TestedRun> run =
        switch (row.intent()) {
          case CheckIntent.Follows f -> runs.row(f.run()).flatMap(this::tested);
          case CheckIntent.Waits w -> Optional.empty();
          case CheckIntent.NothingToTest n -> Optional.empty();
          case CheckIntent.CallsOff c -> Optional.empty();
          case CheckIntent.NeedsApproval a -> Optional.empty();
          case CheckIntent.Rejected r -> Optional.empty();
          case CheckIntent.NotTestable n -> Optional.empty();
        };
    return new Subject(row.intent(), run, row.boardType(), settings.farm());
  }

  private Optional<TestedRun> tested(RunRow run) {
    return runs.view(run.plan().run())
        .map(
            view ->
                new TestedRun(
                    view, run.verdict(), run.verdict().isPresent() ? runs.pairs(run) : List.of()));
  }

  /** The checks of types of boards say what the gate follows. */
  private void besides(CheckRow gate) {
    if (!(gate.intent() instanceof CheckIntent.Follows follows)) {
      return;
    }
    List<BoardTypeId> types =
        runs.row(follows.run()).stream()
            .flatMap(r -> r.plan().required().stream())
            .map(Requirement::boardType)
            .distinct()
            .sorted()
            .limit(MOST_BOARDS)
            .toList();
    database.useTransaction(
        tx ->
            types.forEach(
                t -> tx.checks().want(gate.head(), CheckName.of(t), Optional.of(t), follows)));
  }

  private void failed(Optional<CheckRow> row, RuntimeException e) {
    if (row.isEmpty()) {
      LOG.warn("looking for checks to tell failed; it is tried again: {}", e.getMessage());
      return;
    }
    CheckRow check = row.get();
    LOG.error("{} of {}: it could not be told; it is tried again", check.name(), check.head(), e);
    try {
      Duration rest = settings.pace().rest(check.sent().tries());
      database.useTransaction(
          tx -> tx.checkOutbox().inVain(check, "the farm failed at this: see its log", rest));
    } catch (RuntimeException away) {
      LOG.warn("{} is taken up again in {}", check.name(), settings.pace().lease());
    }
  }

  private void giveBack(CheckRow row) {
    boolean stopped = Thread.interrupted(); // a connection may have to be waited for
    LOG.debug("{} is given back{}", row.name(), stopped ? ", since this stops" : "");
    try {
      database.useTransaction(tx -> tx.checkOutbox().release(row));
    } catch (RuntimeException e) {
      LOG.warn("{} is taken up again in {}", row.name(), settings.pace().lease());
    }
  }

  /** Interrupts what is being told; another orchestrator tells it, or the next start. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      if (!thread.join(STOP)) {
        LOG.warn("telling GitHub did not stop within {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
