package org.hilfarm.server.schedule;

import org.quartz.impl.jdbcjobstore.JobStoreTX;

/**
 * Quartz' store under the farm's one name. Quartz keeps the schedulers of a process apart by the
 * very name under which those of a cluster find each other; so that two orchestrators can live in
 * one process, each scheduler has a name of its own, and only the store has the common one.
 */
@SuppressWarnings("unchecked") // JobStoreTX itself overrides a generic method without its type
public final class FarmStore extends JobStoreTX {
  private static final String NAME = "hil-farm";

  @Override
  public void setInstanceName(String ignored) {
    super.setInstanceName(NAME);
  }
}
