package org.hilfarm.server.schedule;

import org.quartz.JobDetail;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.spi.OperableTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz' store under the farm's one name. Quartz keeps the schedulers of a process apart by the
 * very name under which those of a cluster find each other; so that two orchestrators can live in
 * one process, each scheduler has a name of its own, and only the store has the common one.
 */
@SuppressWarnings("unchecked") // JobStoreTX itself overrides a generic method without its type
public final class FarmStore extends JobStoreTX {
  private static final Logger LOG = LoggerFactory.getLogger(FarmStore.class);
  private static final String NAME = "hil-farm";

  private volatile boolean closing;

  @Override
  public void setInstanceName(String ignored) {
    super.setInstanceName(NAME);
  }

  @Override
  public void shutdown() {
    closing = true;
    super.shutdown();
  }

  /** A chore that is due in a moment is left to another orchestrator: that is no error. */
  @Override
  public void releaseAcquiredTrigger(OperableTrigger trigger) {
    try {
      super.releaseAcquiredTrigger(trigger);
    } catch (IllegalStateException e) {
      if (!closing) {
        throw e;
      }
      LOG.debug("{} is left to another orchestrator: {}", trigger.getKey(), e.getMessage());
    }
  }

  /** A fire that is broken off by the farm's stop is not to be called done: that is no error. */
  @Override
  public void triggeredJobComplete(
      OperableTrigger trigger, JobDetail job, CompletedExecutionInstruction instruction) {
    try {
      super.triggeredJobComplete(trigger, job, instruction);
    } catch (IllegalStateException e) {
      if (!closing) {
        throw e;
      }
      LOG.debug("{} is left to another orchestrator: {}", job.getKey(), e.getMessage());
    }
  }
}
