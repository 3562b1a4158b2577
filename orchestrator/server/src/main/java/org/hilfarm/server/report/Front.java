package org.hilfarm.server.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.postgres.FrontRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.runapi.RunView;

/**
 * What the first page shows beside the boards.
 *
 * @param runs the newest first; of one that has ended no more than its verdict
 * @param work what boards work on, also for runs that are not among the newest
 */
public record Front(List<RunView> runs, List<FrontRows.Work> work) {
  public Front {
    runs = List.copyOf(runs);
    work = List.copyOf(work);
  }

  /** A run that has ended changes no more: its plan and jobs are left where they are. */
  static Front read(Tx tx, Listed listed, int limit) {
    List<FrontRows.Line> lines = tx.front().lines(limit);
    Map<RunId, RunView> open = new HashMap<>();
    listed
        .of(
            lines.stream()
                .filter(l -> l.verdict().isEmpty())
                .flatMap(l -> tx.runs().find(l.run()).stream())
                .toList())
        .forEach(view -> open.put(view.run(), view));
    return new Front(
        lines.stream().flatMap(line -> view(line, open)).toList(),
        tx.front().work().stream().map(Front::plain).toList());
  }

  private static FrontRows.Work plain(FrontRows.Work work) {
    return new FrontRows.Work(
        work.rack(), work.board(), work.run(), Words.plain(work.name()), work.progress());
  }

  private static Stream<RunView> view(FrontRows.Line line, Map<RunId, RunView> open) {
    return line
        .verdict()
        .map(verdict -> RunViews.line(line, verdict))
        .or(() -> Optional.ofNullable(open.get(line.run())))
        .stream();
  }
}
