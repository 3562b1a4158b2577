package org.hilfarm.server.schedule;

import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.intake.Arrival;
import org.hilfarm.server.intake.BadSubmissionException;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.ScheduleRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.source.NoBuildException;
import org.hilfarm.server.source.Sources;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.runapi.Accepted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a run of each fire: fetches the build, and stores the run together with the fire's row. A
 * fire that was told before, by whichever orchestrator, is seen there and comes to nothing. Any
 * thread may use it.
 */
final class Fires {
  private static final Logger LOG = LoggerFactory.getLogger(Fires.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Database database;
  private final Submissions submissions;
  private final Sources sources;
  private final Insistence insistence;
  private volatile boolean stopped;

  /**
   * How long a fire is tried.
   *
   * @param longest after this it is given up, and the list says why
   * @param pause after the first attempt; each later one is twice as long
   */
  record Insistence(Duration longest, Duration pause) {
    static Insistence usual() {
      return new Insistence(Duration.ofMinutes(15), Duration.ofSeconds(5));
    }
  }

  Fires(Database database, Submissions submissions, Sources sources, Insistence insistence) {
    this.database = database;
    this.submissions = submissions;
    this.sources = sources;
    this.insistence = insistence;
  }

  /** Returns once a run or a problem is stored, or once it is stopped. */
  void told(Fire fire) {
    Deadline deadline = Deadline.after(insistence.longest());
    try {
      Duration pause = insistence.pause();
      while (!ended(fire, deadline)) {
        Pause.until(deadline.within(pause));
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.info(
          "schedule {}: stopped on the way; another orchestrator, or the next start, makes it up",
          fire.schedule());
    }
  }

  /** Stops what is told from now on; what is under way is interrupted by the clock. */
  void stop() {
    stopped = true;
  }

  private boolean ended(Fire fire, Deadline deadline) throws InterruptedException {
    if (stopped) {
      throw new InterruptedException("the orchestrator stops");
    }
    try {
      Optional<Due> due = database.inTransaction(tx -> due(tx, fire));
      return due.isEmpty() || ended(due.get(), deadline);
    } catch (RuntimeException e) {
      if (deadline.passed()) {
        LOG.error("schedule {}: its fire of {} is given up", fire.schedule(), fire.at(), e);
        return true;
      }
      LOG.warn(
          "schedule {}: its fire of {} failed and is tried again: {}",
          fire.schedule(),
          fire.at(),
          e.getMessage());
      return false;
    }
  }

  private boolean ended(Due due, Deadline deadline) throws InterruptedException {
    try {
      run(due, deadline);
    } catch (NoBuildException e) {
      if (e.later() && !deadline.passed()) {
        LOG.warn("schedule {}: tried again: {}", due.schedule().id(), e.getMessage());
        return false;
      }
      failed(due, String.valueOf(e.getMessage()));
    } catch (BadSubmissionException e) {
      failed(due, String.join("; ", e.problems()));
    }
    return true;
  }

  private static Optional<Due> due(Tx tx, Fire fire) {
    Optional<ScheduleRow> row = tx.schedules().lock(fire.schedule());
    if (row.isEmpty()) {
      LOG.info("schedule {}: it fired, but is in schedules.yaml no more", fire.schedule());
      return Optional.empty();
    }
    Due due = Due.of(fire, row.get());
    if (row.get().paused() && !fire.asked()) {
      tx.schedules().considered(fire.schedule(), due.at());
      return Optional.empty();
    }
    if (isDone(tx, due)) {
      LOG.info("schedule {}: its fire of {} has its run already", fire.schedule(), due.local());
      return Optional.empty();
    }
    return Optional.of(due);
  }

  private static boolean isDone(Tx tx, Due due) {
    return tx.schedules().fire(due.schedule().id(), due.at()).flatMap(f -> f.run()).isPresent();
  }

  private void run(Due due, Deadline deadline)
      throws NoBuildException, BadSubmissionException, InterruptedException {
    Schedule schedule = due.schedule();
    BuildSource source =
        schedule.source().orElseThrow(() -> new BadSubmissionException(Schedules.NO_SOURCE));
    Arrival arrival = submissions.arrival(schedule.boards());
    Sources.Wanted wanted =
        new Sources.Wanted(
            source, schedule.boards(), due.at().atZone(schedule.zone()).toLocalDate());
    String build = sources.fetch(wanted, arrival, deadline);
    Submissions.Wish wish =
        new Submissions.Wish(due.runName(build), schedule.suite(), false, schedule.rack());
    Optional<Accepted> accepted = submissions.accept(arrival, wish, fence(due));
    if (accepted.isEmpty()) {
      LOG.info("schedule {}: another made its run of {}", schedule.id(), due.local());
    } else if (due.how() == Due.How.CATCH_UP) {
      LOG.warn(
          "schedule {}: fires were missed while no orchestrator ran: run {} catches up for {} and"
              + " {} more before",
          schedule.id(),
          accepted.get().run(),
          due.local(),
          due.missed());
    } else {
      LOG.info(
          "schedule {}: run {} for {}{}",
          schedule.id(),
          accepted.get().run(),
          due.local(),
          due.note());
    }
  }

  private static Submissions.Fence fence(Due due) {
    ScheduleId id = due.schedule().id();
    return new Submissions.Fence() {
      @Override
      public boolean open(Tx tx) {
        Optional<ScheduleRow> now = tx.schedules().lock(id);
        return now.isPresent() && (due.asked() || !now.get().paused()) && !isDone(tx, due);
      }

      @Override
      public void stored(Tx tx, RunId run) {
        tx.schedules().fired(id, due.became(run));
        branch(due).ifPresent(branch -> tx.branches().set(run, branch));
        Who who = new Who("schedule " + id, "");
        tx.audit().add(who, Deed.RUN_SUBMITTED, run.value(), "for " + due.local());
        considered(tx, due);
      }
    };
  }

  private static Optional<Branch> branch(Due due) {
    return due.schedule()
        .source()
        .flatMap(
            source ->
                switch (source) {
                  case BuildSource.GitHub g -> Branch.of(g.repository(), g.branch());
                  case BuildSource.Folder f -> Optional.<Branch>empty();
                  case BuildSource.Download d -> Optional.<Branch>empty();
                });
  }

  private void failed(Due due, String problem) {
    ScheduleId id = due.schedule().id();
    LOG.warn("schedule {}: no run for {}: {}", id, due.local(), problem);
    database.useTransaction(
        tx -> {
          if (tx.schedules().lock(id).isPresent()) {
            tx.schedules().fired(id, due.failed(problem));
            considered(tx, due);
          }
        });
  }

  private static void considered(Tx tx, Due due) {
    if (!due.asked()) {
      tx.schedules().considered(due.schedule().id(), due.at());
    }
  }
}
