package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.LeaseToken;
import org.jdbi.v3.core.Handle;

/**
 * Reservations are leases for persons: the same table and the same fence say that nobody else has
 * the board meanwhile. Besides the agent, the tab that has the secret must be heard of.
 */
public final class ReservationRows {
  private static final String RESERVE =
      """
      with given as (
        insert into lease (token, job, attempt, rack, serial, expires, person)
        values (nextval('fence'), null, 0, :rack, :serial,
          clock_timestamp() + :offer * interval '1 ms', :person)
        on conflict do nothing
        returning token)
      insert into reservation (token, secret, until)
      select token, :secret, clock_timestamp() + :lasts * interval '1 ms' from given
      returning token
      """;

  private static final String FIND =
      """
      select l.*, b.board_type, v.until, v.over,
        l.ended is null and l.expires > clock_timestamp() live,
        1000 * extract(epoch from v.until - clock_timestamp()) left_ms,
        exists (select from board_standing s where s.rack = l.rack and s.serial = l.serial) decided
      from reservation v join lease l on l.token = v.token
      left join board b on b.rack = l.rack and b.serial = l.serial
      where
      """;

  private static final String GIVEN =
      """
      select token from lease
      where rack = :rack and person is not null and ended is null and taken is null
        and expires > clock_timestamp() and not serial = any(:busy)
      order by token limit 1
      """;

  /** Whoever is gone, or whose time is over; the agent puts the board back then. */
  private static final String GONE =
      """
      update reservation v set over = case when v.until <= clock_timestamp()
        then 'its time was over' else 'its tab was not heard of for ' || :lost / 1000 || ' s' end
      from lease l
      where l.token = v.token and l.ended is null and v.over is null
        and (v.until <= clock_timestamp()
          or v.heard < clock_timestamp() - :lost * interval '1 ms')
      returning l.rack
      """;

  private final Handle handle;

  ReservationRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * A reservation.
   *
   * @param token its fence
   * @param board whose
   * @param type what the board is; empty where its rack has it no longer
   * @param person for whom
   * @param until its end in any case
   * @param left how far off that is
   * @param taken whether its agent has taken it up
   * @param ended whether its lease was ended
   * @param live whether its lease is neither ended nor expired
   * @param ending why the board is to be put back, or what became of the lease; empty: it goes on
   */
  public record Row(
      LeaseToken token,
      StandingRows.Board board,
      Optional<BoardTypeId> type,
      String person,
      Instant until,
      Duration left,
      boolean taken,
      boolean ended,
      boolean live,
      Optional<String> ending) {}

  /**
   * Gives a free board to a person; empty where somebody has it.
   *
   * @param secret the hash of what the tab has
   * @param offer how long its agent may take to take it up
   */
  public Optional<Row> reserve(
      StandingRows.Board board, String person, String secret, Duration lasts, Duration offer) {
    return handle
        .createQuery(RESERVE)
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("person", Text.bounded(person, 200))
        .bind("secret", secret)
        .bind("lasts", lasts.toMillis())
        .bind("offer", offer.toMillis())
        .mapTo(Long.class)
        .findOne()
        .map(LeaseToken::new)
        .flatMap(this::find);
  }

  public Optional<Row> find(LeaseToken token) {
    return handle
        .createQuery(FIND + " v.token = :token")
        .bind("token", token.value())
        .map((row, context) -> row(row))
        .findOne();
  }

  /** The reservation, held against every other change of it until this transaction ends. */
  public Optional<Row> lock(LeaseToken token) {
    return handle
        .createQuery(FIND + " v.token = :token for no key update of l, v")
        .bind("token", token.value())
        .map((row, context) -> row(row))
        .findOne();
  }

  /** The one whose tab has this secret. */
  public Optional<Row> ofSecret(String hash) {
    return handle
        .createQuery(FIND + " v.secret = :secret order by v.token desc limit 1")
        .bind("secret", hash)
        .map((row, context) -> row(row))
        .findOne();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new LeaseToken(row.getLong("token")),
        new StandingRows.Board(
            new RackId(row.getString("rack")), new BoardSerial(row.getString("serial"))),
        Optional.ofNullable(row.getString("board_type")).map(BoardTypeId::new),
        Objects.requireNonNull(row.getString("person")),
        row.getObject("until", OffsetDateTime.class).toInstant(),
        Duration.ofMillis(Math.max(0, (long) row.getDouble("left_ms"))),
        row.getObject("taken") != null,
        row.getObject("ended") != null,
        row.getBoolean("live"),
        ending(row));
  }

  private static Optional<String> ending(ResultSet row) throws SQLException {
    Optional<String> over = Optional.ofNullable(row.getString("over"));
    if (over.isPresent()) {
      return over;
    }
    Optional<String> ended = Optional.ofNullable(row.getString("ended_how"));
    if (ended.isPresent()) {
      return ended.map(ReservationRows::words);
    }
    return row.getBoolean("decided")
        ? Optional.of("somebody took the board out of the pool")
        : Optional.empty();
  }

  private static String words(String how) {
    return switch (how) {
      case "lapsed" -> "its rack did not take it up in time";
      case "returned" -> "its rack's agent gave it back";
      case "expired" -> "its rack's agent was not heard of in time";
      default -> "its rack's agent ended it";
    };
  }

  /** The next reservation that this rack's agent is to take up. */
  public Optional<Row> given(RackId rack, List<BoardSerial> busy) {
    return handle
        .createQuery(GIVEN)
        .bind("rack", rack.value())
        .bind("busy", busy.stream().map(BoardSerial::value).toArray(String[]::new))
        .mapTo(Long.class)
        .findOne()
        .map(LeaseToken::new)
        .flatMap(this::find);
  }

  /** Its tab is there. */
  public void heard(LeaseToken token) {
    handle
        .createUpdate("update reservation set heard = clock_timestamp() where token = :token")
        .bind("token", token.value())
        .execute();
  }

  /** Its agent is to put the board back, unless it was told so before. */
  public void over(LeaseToken token, String why) {
    handle
        .createUpdate("update reservation set over = coalesce(over, :why) where token = :token")
        .bind("token", token.value())
        .bind("why", Text.bounded(why, 200))
        .execute();
  }

  /** Does so for all whose tab was lost or whose time is over; on which racks. */
  public List<RackId> over(Duration lost) {
    return handle
        .createQuery(GONE)
        .bind("lost", lost.toMillis())
        .mapTo(String.class)
        .map(RackId::new)
        .list();
  }

  /** Reservations whose agent was not heard of in time. */
  public List<LeaseToken> expired(int limit) {
    return handle
        .createQuery(
            "select token from lease where person is not null and ended is null"
                + " and expires <= clock_timestamp() order by token limit :limit")
        .bind("limit", limit)
        .mapTo(Long.class)
        .map(LeaseToken::new)
        .list();
  }

  /** An agent of this rack asks for reservations, and so it can. */
  public void asked(RackId rack) {
    handle
        .createUpdate(
            "update rack set seats = clock_timestamp(), heard = clock_timestamp() where id = :rack")
        .bind("rack", rack.value())
        .execute();
  }

  /** Whether an agent of this rack has asked within this time. */
  public boolean asks(RackId rack, Duration within) {
    return handle
        .createQuery(
            "select exists (select from rack where id = :rack"
                + " and seats > clock_timestamp() - :within * interval '1 ms')")
        .bind("rack", rack.value())
        .bind("within", within.toMillis())
        .mapTo(Boolean.class)
        .one();
  }
}
