package org.hilfarm.server.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** What Quartz runs when a chore is due; its name is stored, so it must stay what it is. */
@DisallowConcurrentExecution
final class SweepJob implements Job {
  private final Runnable sweep;

  SweepJob(Runnable sweep) {
    this.sweep = sweep;
  }

  @Override
  public void execute(JobExecutionContext context) {
    sweep.run();
  }
}
