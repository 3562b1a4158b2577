package org.hilfarm.server.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.JobRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.runapi.Outlook;
import org.hilfarm.wire.runapi.RunView;

/** Runs as a list shows them, within one transaction. */
record Listed(Tx tx, Patience patience) {
  private record One(RunRow row, JobViews views, List<JobRow> jobs) {
    static One of(Tx tx, RunRow row) {
      JobViews views = new JobViews(row.plan());
      return new One(row, views, views.read(tx.jobs(), row.plan().run()));
    }

    Stream<JobId> waiting() {
      return views.waiting(jobs);
    }
  }

  /** All that wait are asked about at once. */
  List<RunView> of(List<RunRow> rows) {
    List<One> all = rows.stream().map(r -> One.of(tx, RunStore.seenFromHere(r))).toList();
    Map<JobId, Outlook> outlooks = outlooks(all.stream().flatMap(One::waiting));
    return all.stream()
        .map(
            run ->
                RunViews.listed(
                    run.row(), run.jobs(), tx.attempts().any(run.row().plan().run()), outlooks))
        .toList();
  }

  Map<JobId, Outlook> outlooks(Stream<JobId> waiting) {
    return Outlooks.of(tx.outlooks().of(waiting.toList(), patience.silence()));
  }
}
