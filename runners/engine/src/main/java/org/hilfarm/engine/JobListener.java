package org.hilfarm.engine;

import org.hilfarm.model.lease.Progress;

/** Hears how far a job is; called on the job's threads, and must not block. */
@FunctionalInterface
public interface JobListener {
  void progress(Progress progress);
}
