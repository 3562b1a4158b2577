package org.hilfarm.server.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.HolderRows.Holder;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.Tx;

/** A board by its serial, and why nobody can have it now. Belongs to one transaction. */
record Boards(Tx tx, Patience patience) {

  /** The board with this serial. */
  Answer<BoardStatus> find(BoardSerial serial) {
    List<BoardStatus> found =
        tx.racks().boards(patience.silence(), patience.forget()).stream()
            .filter(b -> b.serial().equals(serial))
            .toList();
    if (found.isEmpty()) {
      return Answer.denied(
          Answer.Why.UNKNOWN,
          "no rack has a board with serial %s, or it was not heard of for %d h: see ./farm boards"
              .formatted(serial, patience.forget().toHours()));
    }
    return found.size() == 1
        ? Answer.done(found.getFirst())
        : Answer.denied(
            Answer.Why.TAKEN,
            "%d racks have a board with serial %s, and nobody can tell which one is meant: correct the racks' files"
                .formatted(found.size(), serial));
  }

  static StandingRows.Board name(BoardStatus board) {
    return new StandingRows.Board(board.rack(), board.serial());
  }

  /** Why nobody can reserve this board now, and when it may be had; empty where one can. */
  Optional<String> taken(BoardStatus board) {
    Optional<Holder> holder = tx.holders().of(name(board));
    if (holder.isPresent()) {
      return holder.map(h -> words(board.serial(), h));
    }
    return board.state() == BoardState.READY
        ? Optional.empty()
        : Optional.of(
            "board %s is %s: %s"
                .formatted(
                    board.serial(), board.state().name().toLowerCase(Locale.ROOT), board.reason()));
  }

  private static String words(BoardSerial board, Holder holder) {
    return switch (holder) {
      case Holder.Job job ->
          "board %s works on run %s since %s%s: it is free when that job has ended"
              .formatted(
                  board,
                  job.run(),
                  job.since(),
                  job.doing().isEmpty() ? "" : " (" + job.doing() + ")");
      case Holder.Person person ->
          "board %s is reserved by %s since %s, until %s at the latest"
              .formatted(board, person.name(), person.since(), person.until());
      case Holder.Recovery recovery ->
          "board %s is being recovered since %s: it is free when it is well"
              .formatted(board, recovery.since());
    };
  }
}
