package org.hilfarm.server.schedule;

import java.time.Instant;
import java.util.function.Consumer;
import org.hilfarm.model.schedule.ScheduleId;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;

/** What Quartz runs when a schedule fires; its name is stored, so it must stay what it is. */
final class FireJob implements Job {
  static final String ASKED = "asked";

  private final Consumer<Fire> told;

  FireJob(Consumer<Fire> told) {
    this.told = told;
  }

  @Override
  public void execute(JobExecutionContext context) {
    JobDataMap data = context.getMergedJobDataMap();
    boolean asked = data.containsKey(ASKED);
    Instant at = context.getScheduledFireTime().toInstant();
    if (asked) {
      at = Instant.parse(data.getString(ASKED));
    } else if (context.isRecovering()) {
      at =
          Instant.ofEpochMilli(
              data.getLongFromString(
                  Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS));
    }
    told.accept(
        new Fire(
            new ScheduleId(context.getJobDetail().getKey().getName()),
            at,
            asked,
            context.isRecovering()));
  }
}
