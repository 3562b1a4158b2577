package org.hilfarm.farm.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.time.Ticker;

/** Notes when work begins and what its scripts cost; any thread may use it. */
final class WatchedRunner implements JobRunner {
  private final JobRunner inner;
  private final Ticker ticker;
  private final List<Long> begun = new ArrayList<>();
  private final List<Double> overheads = new ArrayList<>();

  WatchedRunner(JobRunner inner, Ticker ticker) {
    this.inner = inner;
    this.ticker = ticker;
  }

  @Override
  public Done run(Work work, Consumer<Progress> progress, BooleanSupplier unwanted)
      throws InterruptedException {
    synchronized (this) {
      begun.add(ticker.nanos());
    }
    Done done = inner.run(work, progress, unwanted);
    done.report().scripts().forEach(this::script);
    return done;
  }

  private synchronized void script(ScriptReport script) {
    if (script.outcome() instanceof Outcome.Passed) {
      Duration overhead = script.wall().minus(script.boardBusy());
      overheads.add(overhead.toNanos() / 1e6);
    }
  }

  /** When each piece of work since the last question began. */
  synchronized List<Long> takeBegun() {
    List<Long> taken = List.copyOf(begun);
    begun.clear();
    return taken;
  }

  /** Wall time less the board's own, for each script that passed; milliseconds. */
  synchronized List<Double> overheads() {
    return List.copyOf(overheads);
  }
}
