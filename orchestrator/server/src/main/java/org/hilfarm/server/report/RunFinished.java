package org.hilfarm.server.report;

import org.hilfarm.model.plan.RunId;

/**
 * Told of each run that has its verdict, after that is durable, on one of the orchestrators; and
 * again later, there or on another, of a run whose report was not published. Called on one thread,
 * one run after the other; what it throws is logged and noted, and the run stays unpublished.
 */
@FunctionalInterface
public interface RunFinished {
  void finished(RunId run);
}
