package org.hilfarm.server.console;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.build.Image;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.ConsoleRows;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.HolderRows;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.postgres.WishRows;
import org.hilfarm.wire.runapi.ConsoleState;

/**
 * What boards say at the moment, from their agents to whoever looks, on any orchestrator. A little
 * of it is kept, for as long as somebody looks. Any thread may use it.
 */
public final class LiveConsoles {
  /** Who looks says so again before this is over. */
  private static final Duration WATCHED = Duration.ofSeconds(30);

  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Database database;
  private final Patience patience;

  public LiveConsoles(Database database, Patience patience) {
    this.database = database;
    this.patience = patience;
  }

  /**
   * A board said something; before it so many bytes were lost on its rack. False where that has no
   * such board.
   */
  public boolean said(StandingRows.Board board, long dropped, byte[] bytes) {
    return database.inTransaction(
        tx -> {
          tx.ring(Channel.SEAT, board.rack().value());
          return tx.consoles().append(board, dropped, bytes);
        });
  }

  /** Which board is meant. */
  public Answer<BoardStatus> find(BoardSerial serial) {
    return database.reading(tx -> new Boards(tx, patience).find(serial));
  }

  /** Somebody looks at this board, for the next half minute. */
  public void watch(StandingRows.Board board) {
    database.useTransaction(
        tx -> {
          tx.consoles().watch(board, WATCHED);
          tx.ring(Channel.SEAT, board.rack().value());
        });
  }

  /** What was said after this, as far as it is kept. */
  public List<ConsoleRows.Chunk> after(StandingRows.Board board, long at) {
    return database.reading(tx -> tx.consoles().after(board, at));
  }

  /** Who has the board now, and what it is; empty where its rack has it no longer. */
  public Optional<ConsoleState> state(BoardSerial serial) {
    return database.reading(
        tx ->
            switch (new Boards(tx, patience).find(serial)) {
              case Answer.Done<BoardStatus> found -> {
                BoardStatus board = found.value();
                StandingRows.Board name = Boards.name(board);
                Optional<HolderRows.Holder> holder = tx.holders().of(name);
                yield Optional.of(
                    new ConsoleState(
                        tx.reservations().asks(board.rack(), Reservations.ASKED_WITHIN),
                        holder.map(LiveConsoles::view),
                        board.state().name().toLowerCase(Locale.ROOT),
                        board.reason(),
                        holder.flatMap(h -> wish(tx, name, h))));
              }
              case Answer.Denied<BoardStatus> denied -> Optional.empty();
            });
  }

  /** The last one of who has the board now. */
  private static Optional<ConsoleState.Wish> wish(
      Tx tx, StandingRows.Board board, HolderRows.Holder holder) {
    return tx.wishes().of(board, 1).stream()
        .filter(w -> !w.asked().isBefore(holder.since()))
        .map(LiveConsoles::view)
        .findFirst();
  }

  private static ConsoleState.Wish view(WishRows.Wished wished) {
    return new ConsoleState.Wish(
        wished.number(),
        wished.image().map(Image::fileName),
        wished.outcome().isPresent(),
        wished.outcome().map(WishRows.Outcome::well).orElse(false),
        wished.outcome().map(WishRows.Outcome::said).orElse(""));
  }

  private static ConsoleState.Holder view(HolderRows.Holder holder) {
    return switch (holder) {
      case HolderRows.Holder.Job job ->
          ConsoleState.Holder.job(job.run(), job.doing(), job.since());
      case HolderRows.Holder.Person person ->
          ConsoleState.Holder.person(person.name(), person.since(), person.until());
      case HolderRows.Holder.Recovery recovery -> ConsoleState.Holder.recovery(recovery.since());
    };
  }

  void sweep() {
    database.useTransaction(tx -> tx.consoles().sweep(IDLE));
  }
}
