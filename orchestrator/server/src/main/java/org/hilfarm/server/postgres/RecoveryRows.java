package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.LeaseToken;
import org.jdbi.v3.core.Handle;

/**
 * Recoveries are leases without a job: the same table and the same fence say that nobody else has
 * the board meanwhile, and who comes too late.
 */
public final class RecoveryRows {
  /** The board that has waited longest and that nobody has. */
  private static final String GRANT =
      """
      insert into lease (token, job, attempt, rack, serial, expires)
      select nextval('fence'), null, 0, next.rack, next.serial,
        clock_timestamp() + :lasts * interval '1 ms'
      from (select s.rack, s.serial
        from board_standing s join board b on b.rack = s.rack and b.serial = s.serial
        where s.rack = :rack and s.state = 'RECOVERING' and not s.serial = any(:busy)
          and not exists (select from lease l
            where l.rack = s.rack and l.serial = s.serial and l.ended is null)
          and not exists (select from rack k where k.id = s.rack and k.drains is not null)
        order by s.since limit 1) next
      on conflict do nothing
      returning token
      """;

  private static final String FIND =
      """
      select l.*, b.board_type, s.reason, s.state = 'RECOVERING' wanted,
        l.ended is null and l.expires > clock_timestamp() live
      from lease l
      left join board b on b.rack = l.rack and b.serial = l.serial
      left join board_standing s on s.rack = l.rack and s.serial = l.serial
      where l.token = :token and l.job is null and l.person is null
      """;

  private final Handle handle;

  RecoveryRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * A recovery.
   *
   * @param token its fence
   * @param board whose
   * @param type what the board is; empty where its rack has it no longer
   * @param cause why it was begun
   * @param wanted whether the board is still to be recovered
   * @param taken whether its agent has taken it up
   * @param live whether the lease is neither ended nor expired
   * @param endedHow how it ended, where it has
   */
  public record Row(
      LeaseToken token,
      StandingRows.Board board,
      Optional<BoardTypeId> type,
      String cause,
      boolean wanted,
      boolean taken,
      boolean live,
      Optional<String> endedHow) {}

  /** Gives the next board that is to be recovered to its rack, except those that are busy there. */
  public Optional<Row> grant(RackId rack, List<BoardSerial> busy, Duration lasts) {
    return handle
        .createQuery(GRANT)
        .bind("rack", rack.value())
        .bind("busy", busy.stream().map(BoardSerial::value).toArray(String[]::new))
        .bind("lasts", lasts.toMillis())
        .mapTo(Long.class)
        .findOne()
        .map(LeaseToken::new)
        .flatMap(this::find);
  }

  public Optional<Row> find(LeaseToken token) {
    return row(FIND, token);
  }

  /** The recovery, held against every other change of it until this transaction ends. */
  public Optional<Row> lock(LeaseToken token) {
    return row(FIND + " for update of l", token);
  }

  private Optional<Row> row(String query, LeaseToken token) {
    return handle
        .createQuery(query)
        .bind("token", token.value())
        .map((row, context) -> row(row))
        .findOne();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new LeaseToken(row.getLong("token")),
        new StandingRows.Board(
            new RackId(row.getString("rack")), new BoardSerial(row.getString("serial"))),
        Optional.ofNullable(row.getString("board_type")).map(BoardTypeId::new),
        Objects.requireNonNullElse(row.getString("reason"), ""),
        row.getBoolean("wanted"),
        row.getObject("taken") != null,
        row.getBoolean("live"),
        Optional.ofNullable(row.getString("ended_how")));
  }

  /** Recoveries whose agent was not heard of in time. */
  public List<LeaseToken> expired(int limit) {
    return handle
        .createQuery(
            "select token from lease where job is null and person is null and ended is null"
                + " and expires <= clock_timestamp() order by token limit :limit")
        .bind("limit", limit)
        .mapTo(Long.class)
        .map(LeaseToken::new)
        .list();
  }

  /** An agent of this rack asks what is to be recovered, and so it can. */
  public void asked(RackId rack) {
    handle
        .createUpdate(
            "update rack set recovers = clock_timestamp(), heard = clock_timestamp()"
                + " where id = :rack")
        .bind("rack", rack.value())
        .execute();
  }

  /** Whether an agent of this rack has asked within this time. */
  public boolean recovers(RackId rack, Duration within) {
    return handle
        .createQuery(
            "select exists (select from rack where id = :rack"
                + " and recovers > clock_timestamp() - :within * interval '1 ms')")
        .bind("rack", rack.value())
        .bind("within", within.toMillis())
        .mapTo(Boolean.class)
        .one();
  }
}
