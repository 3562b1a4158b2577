package org.hilfarm.server.report;

import org.hilfarm.model.plan.RunId;

/**
 * Told of each run that has its verdict, after that is durable; and again on the next start for
 * runs whose report was never published. Called on one thread, one run after the other; what it
 * throws is logged, and the run stays unpublished.
 */
@FunctionalInterface
public interface RunFinished {
  void finished(RunId run);
}
