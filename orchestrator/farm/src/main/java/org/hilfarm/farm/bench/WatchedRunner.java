package org.hilfarm.farm.bench;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.time.Ticker;

/**
 * Does the work with another and tells a stopwatch. Any thread may use it.
 *
 * @param inner does the work
 * @param stopwatch is told
 * @param ticker the clock
 */
record WatchedRunner(JobRunner inner, Stopwatch stopwatch, Ticker ticker) implements JobRunner {
  @Override
  public Done run(Work work, Consumer<Progress> progress, BooleanSupplier unwanted)
      throws InterruptedException {
    stopwatch.begins(ticker.nanos());
    Done done = inner.run(work, progress, unwanted);
    done.report().scripts().forEach(stopwatch::script);
    return done;
  }
}
