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
 * @param waiting what waits for boards, by their types
 */
public record Front(List<RunView> runs, List<FrontRows.Work> work, List<Waiting> waiting) {
  public Front {
    runs = List.copyOf(runs);
    work = List.copyOf(work);
    waiting = List.copyOf(waiting);
  }

  /** A run that has ended changes no more: its plan and jobs are left where they are. */
  static Front read(Tx tx, Listed listed, int limit) {
    return new Front(
        runs(tx, listed, limit),
        tx.front().work().stream().map(Front::plain).toList(),
        Waiting.read(tx, listed.patience().silence()));
  }

  /** The newest runs alone. */
  static List<RunView> runs(Tx tx, Listed listed, int limit) {
    List<FrontRows.Line> lines = tx.front().lines(limit);
    Map<RunId, RunView> open = new HashMap<>();
    listed
        .of(
            lines.stream()
                .filter(l -> l.verdict().isEmpty())
                .flatMap(l -> tx.runs().find(l.run()).stream())
                .toList())
        .forEach(view -> open.put(view.run(), view));
    return lines.stream().flatMap(line -> view(line, open)).toList();
  }

  private static FrontRows.Work plain(FrontRows.Work work) {
    return new FrontRows.Work(
        work.rack(),
        work.board(),
        work.run(),
        Words.plain(work.name()),
        work.progress(),
        work.ends());
  }

  private static Stream<RunView> view(FrontRows.Line line, Map<RunId, RunView> open) {
    return line
        .verdict()
        .map(verdict -> RunViews.line(line, verdict))
        .or(() -> Optional.ofNullable(open.get(line.run())))
        .stream();
  }
}
