package org.hilfarm.server.postgres;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.jdbi.v3.core.Handle;

/**
 * What the farm has decided about boards. A board without a row is what its rack says it is; with
 * one it gets no work, whatever its rack says. Each change is a line of the board's history.
 */
public final class StandingRows {
  private static final int REASON = 1000;

  private final Handle handle;

  StandingRows(Handle handle) {
    this.handle = handle;
  }

  /** A board of a rack. */
  public record Board(RackId rack, BoardSerial serial) {}

  /** The board's standing, held against every other change until this transaction ends. */
  public Optional<Standing> lock(Board board) {
    return handle
        .createQuery(
            "select * from board_standing where rack = :rack and serial = :serial for update")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .map(
            (row, context) ->
                new Standing(
                    BoardState.valueOf(row.getString("state")),
                    Objects.requireNonNull(row.getString("reason")),
                    row.getObject("since", OffsetDateTime.class).toInstant()))
        .findOne();
  }

  /** Sets it, whatever it was. */
  public void set(Board board, BoardState state, String reason) {
    new HealthRows(handle).quarantineEnds(board);
    handle
        .createUpdate(
            "insert into board_standing (rack, serial, state, reason)"
                + " values (:rack, :serial, :state, :reason)"
                + " on conflict (rack, serial) do update set state = excluded.state,"
                + " reason = excluded.reason, since = clock_timestamp(), lost = 0")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("state", state.name())
        .bind("reason", Text.bounded(reason, REASON))
        .execute();
    new BoardEventRows(handle).state(board, state, reason);
  }

  /** The board goes into recovery, unless something was decided about it already. */
  public void recover(Board board, String reason) {
    int set =
        handle
            .createUpdate(
                "insert into board_standing (rack, serial, state, reason)"
                    + " values (:rack, :serial, 'RECOVERING', :reason) on conflict do nothing")
            .bind("rack", board.rack().value())
            .bind("serial", board.serial().value())
            .bind("reason", Text.bounded(reason, REASON))
            .execute();
    if (set > 0) {
      new BoardEventRows(handle).state(board, BoardState.RECOVERING, reason);
    }
  }

  /** The board is what its rack says it is. */
  public void clear(Board board, String why) {
    new HealthRows(handle).quarantineEnds(board);
    handle
        .createUpdate("delete from board_standing where rack = :rack and serial = :serial")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .execute();
    new BoardEventRows(handle).state(board, BoardState.READY, why);
  }

  /** Counts a recovery that was cut off; how many that makes. */
  public int lost(Board board) {
    return handle
        .createQuery(
            "update board_standing set lost = lost + 1 where rack = :rack and serial = :serial and"
                + " state = 'RECOVERING' returning lost")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .mapTo(Integer.class)
        .findOne()
        .orElse(0);
  }

  /**
   * Why boards of a type get no work, a sentence each: "SERIAL of rack RACK is quarantined: ...".
   */
  public List<String> outOfThePool(BoardTypeId type) {
    return handle
        .createQuery(
            "select s.rack, s.serial, lower(s.state) state, s.reason from board_standing s"
                + " join board b on b.rack = s.rack and b.serial = s.serial"
                + " where b.board_type = :type order by s.rack, s.serial")
        .bind("type", type.value())
        .map(
            (row, context) ->
                "%s of rack %s is %s: %s"
                    .formatted(
                        row.getString("serial"),
                        row.getString("rack"),
                        row.getString("state"),
                        row.getString("reason")))
        .list();
  }

  /** Boards that have waited longer than this although nobody recovers them. */
  public List<Board> leftAlone(Duration patience) {
    return handle
        .createQuery(
            "select s.rack, s.serial from board_standing s where s.state = 'RECOVERING'"
                + " and s.since < clock_timestamp() - :patience * interval '1 ms'"
                + " and not exists (select from lease l where l.rack = s.rack"
                + "   and l.serial = s.serial and l.ended is null)")
        .bind("patience", patience.toMillis())
        .map(
            (row, context) ->
                new Board(
                    new RackId(row.getString("rack")), new BoardSerial(row.getString("serial"))))
        .list();
  }

  /**
   * Boards that show nothing since they were last at work, although their rack is there and can
   * recover: whoever left them so is gone, such as an agent that was killed while it flashed. One
   * that went away by itself much later was unplugged by somebody.
   *
   * @param silence how long ago the rack may have been heard of
   * @param asked how long ago it may have asked what is to be recovered
   * @param rest how long after its work a board may take to show itself
   */
  public List<Board> awaySinceWork(Duration silence, Duration asked, Duration rest) {
    return handle
        .createQuery(
            """
            select b.rack, b.serial from board b join rack r on r.id = b.rack
            join lateral (select l.job, l.granted, l.ended from lease l
              where l.rack = b.rack and l.serial = b.serial order by l.token desc limit 1) last
              on last.job is not null and last.ended is not null
            where b.state = 'OFFLINE'
              and r.heard > clock_timestamp() - :silence * interval '1 ms'
              and r.recovers > clock_timestamp() - :asked * interval '1 ms'
              and last.ended < clock_timestamp() - :rest * interval '1 ms'
              and b.since between last.granted and last.ended + interval '30 seconds'
              and not exists (select from board_standing s
                where s.rack = b.rack and s.serial = b.serial)
            """)
        .bind("silence", silence.toMillis())
        .bind("asked", asked.toMillis())
        .bind("rest", rest.toMillis())
        .map(
            (row, context) ->
                new Board(
                    new RackId(row.getString("rack")), new BoardSerial(row.getString("serial"))))
        .list();
  }
}
