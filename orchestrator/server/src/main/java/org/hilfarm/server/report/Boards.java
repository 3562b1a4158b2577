package org.hilfarm.server.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.BoardRows;
import org.hilfarm.server.postgres.ConsoleRows;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.Tx;

/** Reads what is known of one board, as much as a page holds. Any thread may use it. */
public final class Boards {
  /** How far back rates are looked at. */
  public static final int DAYS = 30;

  /** Attempts on one page. */
  public static final int ATTEMPTS = 25;

  private static final int EVENTS = 60;
  private static final int SCRIPTS = 20;
  private static final int WISHES = 10;
  private static final int RACKS = 10;

  private final Database database;
  private final Patience patience;

  Boards(Database database, Patience patience) {
    this.database = database;
    this.patience = patience;
  }

  /**
   * What was asked for.
   *
   * @param rack where; empty where it is now, or was last
   * @param before attempts are listed that are older than this lease
   */
  public record Asked(BoardSerial serial, Optional<RackId> rack, Optional<LeaseToken> before) {}

  /** The board; empty where no rack has one of this serial, nor ever had. */
  public Optional<BoardPast> find(Asked asked) {
    return database.inTransaction(
        tx -> {
          List<RackId> racks = tx.boards().racks(asked.serial(), RACKS);
          return racks.stream()
              .filter(r -> asked.rack().filter(a -> !a.equals(r)).isEmpty())
              .findFirst()
              .map(rack -> read(tx, asked, racks, rack));
        });
  }

  private BoardPast read(Tx tx, Asked asked, List<RackId> racks, RackId rack) {
    StandingRows.Board board = new StandingRows.Board(rack, asked.serial());
    LeaseToken before = asked.before().orElseGet(() -> new LeaseToken(Long.MAX_VALUE));
    List<BoardRows.Attempt> attempts = tx.boards().attempts(board, before, ATTEMPTS + 1);
    return new BoardPast(
        board,
        racks,
        tx.racks().boards(patience.silence(), patience.forget()).stream()
            .filter(b -> b.rack().equals(rack) && b.serial().equals(asked.serial()))
            .findFirst(),
        tx.boards().now(board),
        tx.wear().of(board),
        late(tx, board),
        said(tx, board),
        tx.wishes().of(board, WISHES),
        tx.boardEvents().of(board, EVENTS).reversed(),
        attempts.stream().limit(ATTEMPTS).toList(),
        asked.before().isEmpty(),
        attempts.size() > ATTEMPTS);
  }

  /** No more than is kept of a board's console, which is little. */
  private static String said(Tx tx, StandingRows.Board board) {
    var said = new ByteArrayOutputStream();
    List<ConsoleRows.Chunk> chunks = tx.consoles().after(board, 0);
    while (!chunks.isEmpty() && said.size() < ConsoleRows.KEPT) {
      chunks.forEach(c -> said.writeBytes(c.bytes()));
      chunks = tx.consoles().after(board, chunks.getLast().at());
    }
    return said.toString(UTF_8);
  }

  private static BoardPast.Late late(Tx tx, StandingRows.Board board) {
    List<BoardRows.Day> days = tx.boards().days(board, DAYS);
    return new BoardPast.Late(
        days,
        strip(tx.past().today(), days),
        tx.boards().resets(board, DAYS),
        tx.boards().scripts(board, DAYS, SCRIPTS));
  }

  private static List<Past.Cell> strip(LocalDate today, List<BoardRows.Day> days) {
    Map<LocalDate, BoardRows.Day> on =
        days.stream().collect(Collectors.toMap(BoardRows.Day::day, Function.identity()));
    return today
        .minusDays(DAYS)
        .datesUntil(today.plusDays(1))
        .map(date -> cell(date, Optional.ofNullable(on.get(date))))
        .toList();
  }

  private static Past.Cell cell(LocalDate date, Optional<BoardRows.Day> day) {
    int attempts = day.map(BoardRows.Day::attempts).orElse(0);
    int faults = day.map(BoardRows.Day::rackFaults).orElse(0);
    return new Past.Cell(date, date, attempts - faults, faults);
  }
}
