package org.hilfarm.server.report;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.postgres.FrontRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.runapi.Outlook;

/**
 * What waits for one type of board.
 *
 * @param jobs how many wait
 * @param next whose turn is next, in order; no more than a few
 */
public record Waiting(BoardTypeId boardType, long jobs, List<Turn> next) {
  /** For how many types of boards what waits is told, those with most first. */
  private static final int TYPES = 50;

  private static final int NEXT = 3;

  public Waiting {
    next = List.copyOf(next);
  }

  /** A job that waits, and what it can expect. */
  public record Turn(RunId run, String name, Outlook outlook) {}

  static List<Waiting> read(Tx tx, Duration silence) {
    List<FrontRows.Queued> queued = tx.front().queued(TYPES, NEXT);
    List<JobId> jobs =
        queued.stream().flatMap(q -> q.next().stream()).map(FrontRows.Next::job).toList();
    return of(queued, Outlooks.of(tx.outlooks().soon(jobs, silence)));
  }

  private static List<Waiting> of(List<FrontRows.Queued> queued, Map<JobId, Outlook> outlooks) {
    Map<BoardTypeId, List<FrontRows.Queued>> types =
        queued.stream()
            .collect(
                Collectors.groupingBy(
                    FrontRows.Queued::boardType, LinkedHashMap::new, Collectors.toList()));
    return types.entrySet().stream()
        .map(
            e ->
                new Waiting(
                    e.getKey(),
                    e.getValue().getFirst().jobs(),
                    e.getValue().stream()
                        .flatMap(q -> turn(q.next(), outlooks))
                        .sorted(Comparator.comparing((Turn t) -> t.outlook().position()))
                        .toList()))
        .toList();
  }

  private static Stream<Turn> turn(Optional<FrontRows.Next> next, Map<JobId, Outlook> outlooks) {
    return next.stream()
        .flatMap(
            n ->
                Optional.ofNullable(outlooks.get(n.job()))
                    .map(o -> new Turn(n.run(), Words.plain(n.name()), o))
                    .stream());
  }
}
