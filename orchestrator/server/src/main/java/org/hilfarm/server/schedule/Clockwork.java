package org.hilfarm.server.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.github.pull.Reconciler;
import org.hilfarm.server.retention.Sweeper;
import org.hilfarm.time.Deadline;
import org.jspecify.annotations.Nullable;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz on the farm's PostgreSQL: tells one of all orchestrators when a schedule is due, and
 * another where that one stops on the way. It may tell more than once; it is the fence that makes
 * one run of it. Any thread may use it.
 */
final class Clockwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);
  private static final String GROUP = "schedules";
  private static final JobKey SWEEP = JobKey.jobKey("retention", "sweeps");

  /** Who starts may have been away: it asks at once. */
  private static final Duration FIRST_RECONCILED = Duration.ofSeconds(3);

  private static final JobKey RECONCILE = JobKey.jobKey("reconcile", "github");
  private static final Duration STOP = Duration.ofSeconds(10);

  private final QuartzSettings settings;
  private final Scheduler scheduler;
  private final Set<Thread> tellers = new HashSet<>();
  private final Set<Thread> firing = new HashSet<>();

  /**
   * Ready, but it tells nothing until it is started.
   *
   * @param chores what else is done
   */
  Clockwork(QuartzSettings settings, Consumer<Fire> told, Chores chores) {
    this.settings = settings;
    this.scheduler =
        quartz(
            () -> {
              Scheduler made = new StdSchedulerFactory(settings.properties()).getScheduler();
              made.setJobFactory(
                  (bundle, ignored) ->
                      chore(bundle.getJobDetail().getKey(), chores)
                          .<Job>map(work -> new SweepJob(() -> tell(work)))
                          .orElseGet(() -> new FireJob(fire -> tell(() -> told.accept(fire)))));
              return made;
            });
  }

  /** A chore of another orchestrator's that this one has not got is none of its business. */
  private static Optional<Runnable> chore(JobKey key, Chores chores) {
    if (key.equals(SWEEP)) {
      return Optional.of(chores.sweep().orElse(() -> {}));
    }
    return key.equals(RECONCILE)
        ? Optional.of(chores.reconcile().orElse(() -> {}))
        : Optional.empty();
  }

  private void tell(Runnable work) {
    Thread thread = Thread.currentThread();
    synchronized (firing) {
      tellers.add(thread);
      firing.add(thread);
    }
    try {
      work.run();
    } finally {
      synchronized (firing) {
        firing.remove(thread);
      }
    }
  }

  void start() {
    quartz(
        () -> {
          scheduler.start();
          return true;
        });
  }

  /**
   * Makes the clock tell these and no others. What is told already as it should be is left alone,
   * so that a fire that was missed is not forgotten; what changes begins now.
   */
  void set(Map<ScheduleId, Times> wanted) {
    quartz(
        () -> {
          for (JobKey known : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            if (wanted.keySet().stream().noneMatch(id -> key(id).equals(known))) {
              scheduler.deleteJob(known);
            }
          }
          for (Map.Entry<ScheduleId, Times> entry : wanted.entrySet()) {
            if (!tells(entry.getKey(), entry.getValue())) {
              set(entry.getKey(), entry.getValue());
            }
          }
          return true;
        });
  }

  private boolean tells(ScheduleId id, Times times) throws SchedulerException {
    TriggerKey key = trigger(id);
    @Nullable Trigger known = scheduler.getTrigger(key);
    if (scheduler.getTriggerState(key) == Trigger.TriggerState.ERROR) {
      scheduler.resetTriggerFromErrorState(key);
    }
    return known instanceof CronTrigger cron
        && cron.getCronExpression().equals(times.quartz())
        && cron.getTimeZone().toZoneId().equals(times.zone());
  }

  private void set(ScheduleId id, Times times) throws SchedulerException {
    JobDetail job =
        JobBuilder.newJob(FireJob.class)
            .withIdentity(key(id))
            .storeDurably()
            .requestRecovery()
            .build();
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(trigger(id))
            .forJob(job)
            .withSchedule(
                CronScheduleBuilder.cronSchedule(times.expression())
                    .withMisfireHandlingInstructionFireAndProceed())
            .build();
    scheduler.scheduleJob(job, Set.of(trigger), true);
  }

  /** From now on it tells once an hour that it is time to sweep; empty: never any more. */
  void sweep(Optional<Instant> now) {
    quartz(
        () -> {
          if (now.isEmpty()) {
            return scheduler.deleteJob(SWEEP);
          }
          chore(SWEEP, now.get().plus(settings.firstSweep()), Sweeper.EVERY);
          return true;
        });
  }

  /** From now on it tells every few minutes that it is time to ask what GitHub could not tell. */
  void reconcile(Instant now) {
    quartz(
        () -> {
          chore(RECONCILE, now.plus(FIRST_RECONCILED), Reconciler.EVERY);
          return true;
        });
  }

  private void chore(JobKey key, Instant first, Duration every) throws SchedulerException {
    JobDetail job = JobBuilder.newJob(SweepJob.class).withIdentity(key).storeDurably().build();
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(key.getName(), key.getGroup())
            .forJob(job)
            .startAt(Date.from(first))
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(every.toMillis())
                    .repeatForever()
                    .withMisfireHandlingInstructionNextWithRemainingCount())
            .build();
    scheduler.scheduleJob(job, Set.of(trigger), true);
  }

  /** When a schedule fires next. */
  Optional<Instant> next(ScheduleId id) {
    return quartz(
        () -> {
          @Nullable Trigger trigger = scheduler.getTrigger(trigger(id));
          @Nullable Date next = trigger == null ? null : trigger.getNextFireTime();
          return Optional.ofNullable(next).map(Date::toInstant);
        });
  }

  /** Has some orchestrator told at once; when this returns the question survives anything. */
  void ask(ScheduleId id, Instant asked) {
    quartz(
        () -> {
          JobDataMap data = new JobDataMap();
          data.put(FireJob.ASKED, asked.toString());
          scheduler.triggerJob(key(id), data);
          return true;
        });
  }

  private static JobKey key(ScheduleId id) {
    return JobKey.jobKey(id.value(), GROUP);
  }

  private static TriggerKey trigger(ScheduleId id) {
    return TriggerKey.triggerKey(id.value(), GROUP);
  }

  private interface Work<T> {
    T run() throws SchedulerException;
  }

  private static <T> T quartz(Work<T> work) {
    try {
      return work.run();
    } catch (SchedulerException e) {
      throw new IllegalStateException("the farm's clock (Quartz): " + e.getMessage(), e);
    }
  }

  /**
   * Stops telling. A fire that is under way is broken off after the store is closed: so Quartz
   * cannot call it done, and another orchestrator, or the next start, makes it up.
   */
  @Override
  public void close() {
    quartz(
        () -> {
          scheduler.shutdown(false);
          return true;
        });
    Set<Thread> ending;
    synchronized (firing) {
      firing.forEach(Thread::interrupt);
      ending = Set.copyOf(tellers);
    }
    Deadline deadline = Deadline.after(STOP);
    try {
      for (Thread thread : ending) {
        if (!thread.join(deadline.left())) {
          LOG.warn("{}: a schedule's fire did not stop within {}", thread.getName(), STOP);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
