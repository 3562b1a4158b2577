package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.RungStep;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.wire.runapi.BoardEventView;
import org.jdbi.v3.core.Handle;

/** Boards' histories: what state they came into and why, and each rung of each ladder. */
public final class BoardEventRows {
  private static final String STATE = "state";
  private static final int SEEN = 1000;

  private final Handle handle;

  BoardEventRows(Handle handle) {
    this.handle = handle;
  }

  void state(StandingRows.Board board, BoardState state, String why) {
    handle
        .createUpdate(
            "insert into board_event (rack, serial, at, what, result, seen)"
                + " values (:rack, :serial, clock_timestamp(), :what, :result, :seen)")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("what", STATE)
        .bind("result", state.name())
        .bind("seen", Text.bounded(why, SEEN))
        .execute();
  }

  /** Stores the rungs that are not stored yet; those of a lease never change. */
  public void rungs(StandingRows.Board board, LeaseToken token, List<RungStep> steps) {
    for (int i = 0; i < steps.size(); i++) {
      RungStep step = steps.get(i);
      handle
          .createUpdate(
              "insert into board_event (rack, serial, at, token, position, what, result, millis,"
                  + " seen) values (:rack, :serial, :at, :token, :position, :what, :result,"
                  + " :millis, :seen) on conflict (token, position) do nothing")
          .bind("rack", board.rack().value())
          .bind("serial", board.serial().value())
          .bind("at", OffsetDateTime.ofInstant(step.at(), ZoneOffset.UTC))
          .bind("token", token.value())
          .bind("position", i)
          .bind("what", step.rung().name())
          .bind("result", step.result().name())
          .bind("millis", step.millis())
          .bind("seen", Text.bounded(step.seen(), SEEN))
          .execute();
    }
  }

  /** The latest lines of a board's history, oldest first. */
  public List<BoardEventView> of(StandingRows.Board board, int limit) {
    return handle
        .createQuery(
            "select * from (select * from board_event where rack = :rack and serial = :serial"
                + " order by id desc limit :limit) latest order by id")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("limit", limit)
        .map((row, context) -> event(row))
        .list();
  }

  private static BoardEventView event(ResultSet row) throws SQLException {
    return new BoardEventView(
        row.getObject("at", OffsetDateTime.class).toInstant(),
        Objects.requireNonNull(row.getString("what")),
        Objects.requireNonNull(row.getString("result")),
        Optional.ofNullable(row.getObject("millis", Long.class)),
        Objects.requireNonNull(row.getString("seen")),
        Optional.ofNullable(row.getObject("token", Long.class)).map(LeaseToken::new));
  }
}
