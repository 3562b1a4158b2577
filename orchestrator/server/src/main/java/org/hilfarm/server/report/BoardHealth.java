package org.hilfarm.server.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.server.postgres.HealthRows;
import org.hilfarm.server.postgres.StandingRows.Board;
import org.hilfarm.server.postgres.Tx;

/**
 * How a board fared of late.
 *
 * @param days those of the last thirty on which something befell it, by how long ago they were
 * @param start how it last started; empty where that was never reported
 */
public record BoardHealth(Map<Integer, HealthRows.Day> days, Optional<HealthRows.Start> start) {
  public BoardHealth {
    days = Map.copyOf(days);
  }

  /** Of a board that nothing is known of. */
  public static BoardHealth unknown() {
    return new BoardHealth(Map.of(), Optional.empty());
  }

  static Map<Board, BoardHealth> read(Tx tx, Collection<BoardStatus> boards) {
    List<Board> asked = boards.stream().map(BoardHealth::of).toList();
    LocalDate today = tx.health().today();
    Map<Board, List<HealthRows.Day>> days = tx.health().days(asked);
    Map<Board, HealthRows.Start> starts = tx.health().starts(asked);
    Map<Board, BoardHealth> health = new HashMap<>();
    for (BoardStatus board : boards) {
      Board id = of(board);
      health.put(
          id,
          of(board, today, days.getOrDefault(id, List.of()), Optional.ofNullable(starts.get(id))));
    }
    return health;
  }

  private static Board of(BoardStatus board) {
    return new Board(board.rack(), board.serial());
  }

  /** The days of a quarantine that lasts are not stored before it ends. */
  static BoardHealth of(
      BoardStatus board,
      LocalDate today,
      List<HealthRows.Day> stored,
      Optional<HealthRows.Start> start) {
    Map<Integer, HealthRows.Day> days = new HashMap<>();
    stored.forEach(d -> days.put(d.ago(), d));
    if (board.state() == BoardState.QUARANTINED) {
      LocalDate since = board.since().atZone(ZoneOffset.UTC).toLocalDate();
      long first = Math.clamp(ChronoUnit.DAYS.between(since, today), 0, HealthRows.DAYS - 1);
      for (int ago = 0; ago <= first; ago++) {
        days.merge(ago, new HealthRows.Day(ago, 0, 0, true), (is, now) -> out(is));
      }
    }
    return new BoardHealth(days, start);
  }

  private static HealthRows.Day out(HealthRows.Day day) {
    return new HealthRows.Day(day.ago(), day.jobs(), day.rackFaults(), true);
  }
}
