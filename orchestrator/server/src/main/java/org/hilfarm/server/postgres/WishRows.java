package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.SeatWish;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What persons want of the boards that they have reserved, in order. */
public final class WishRows {
  private static final int AT_ONCE = 100;

  private static final String ADD =
      """
      with next as (
        update reservation set next_wish = next_wish + 1 where token = :token
        returning next_wish - 1 as number)
      insert into seat_wish (token, number, what, keys, image)
      select :token, number, :what, cast(:keys as bytea), cast(:image as text) from next
      returning number
      """;

  /** Of the newest reservations only: somebody may reserve a board all day. */
  static final String OF_BOARD =
      """
      select l.person, w.number, w.what, w.image, w.asked, w.ended, w.done, w.said
      from (select l.token, l.person from lease l
        where l.rack = :rack and l.serial = :serial and l.person is not null
        order by l.token desc limit 50) l
      join seat_wish w on w.token = l.token
      where w.what in ('POWER', 'FLASH') and w.asked is not null
      order by w.token desc, w.number desc limit :most
      """;

  private final Handle handle;

  WishRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * What came of a wish.
   *
   * @param well whether it was done
   * @param said what to tell the person
   */
  public record Outcome(boolean well, String said) {}

  /**
   * A power cycle or an image that somebody wanted.
   *
   * @param person who
   * @param number within the reservation
   * @param image which; empty for a power cycle
   * @param ended when it was over; empty while it is being done
   * @param outcome what came of it, once it is over
   */
  public record Wished(
      String person,
      long number,
      Optional<Image> image,
      Instant asked,
      Optional<Instant> ended,
      Optional<Outcome> outcome) {}

  /** What persons wanted of a board, but for keys, the newest first. */
  public List<Wished> of(StandingRows.Board board, int most) {
    return handle
        .createQuery(OF_BOARD)
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("most", most)
        .map((row, context) -> wished(row))
        .list();
  }

  private static Wished wished(ResultSet row) throws SQLException {
    return new Wished(
        Objects.requireNonNull(row.getString("person")),
        row.getLong("number"),
        image(row),
        at(row, "asked").orElseThrow(),
        at(row, "ended"),
        row.getObject("done") == null ? Optional.empty() : Optional.of(outcome(row)));
  }

  private static Optional<Instant> at(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Optional<Image> image(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getString("image")).map(i -> RunRows.json(i, Image.class));
  }

  private static Outcome outcome(ResultSet row) throws SQLException {
    return new Outcome(row.getBoolean("done"), Objects.requireNonNull(row.getString("said")));
  }

  /** Keys to type; the wish's number. */
  public long keys(LeaseToken token, byte[] keys) {
    return add(token, SeatWish.What.KEYS, keys, null);
  }

  /** A power cycle. */
  public long power(LeaseToken token) {
    return add(token, SeatWish.What.POWER, null, null);
  }

  /** An image to flash, whose bytes are here. */
  public long flash(LeaseToken token, Image image) {
    return add(token, SeatWish.What.FLASH, null, Json.write(image));
  }

  private long add(
      LeaseToken token, SeatWish.What what, byte @Nullable [] keys, @Nullable String image) {
    return handle
        .createQuery(ADD)
        .bind("token", token.value())
        .bind("what", what.name())
        .bind("keys", keys)
        .bind("image", image)
        .mapTo(Long.class)
        .one();
  }

  /** How many bytes its agent has not taken yet; a wish without any counts as one. */
  public long waiting(LeaseToken token) {
    return handle
        .createQuery(
            "select coalesce(sum(1 + coalesce(octet_length(keys), 0)), 0) from seat_wish"
                + " where token = :token and done is null")
        .bind("token", token.value())
        .mapTo(Long.class)
        .one();
  }

  /** Those after this one; keys up to it were typed, and are forgotten. */
  public List<SeatWish> after(LeaseToken token, long number) {
    handle
        .createUpdate(
            "delete from seat_wish where token = :token and what = 'KEYS' and number <= :number")
        .bind("token", token.value())
        .bind("number", number)
        .execute();
    return handle
        .createQuery(
            "select * from seat_wish where token = :token and number > :number and done is null"
                + " order by number limit :limit")
        .bind("token", token.value())
        .bind("number", number)
        .bind("limit", AT_ONCE)
        .map((row, context) -> wish(row))
        .list();
  }

  private static SeatWish wish(ResultSet row) throws SQLException {
    return new SeatWish(
        row.getLong("number"),
        SeatWish.What.valueOf(Objects.requireNonNull(row.getString("what"))),
        Optional.ofNullable(row.getBytes("keys")).map(Base64.getEncoder()::encodeToString),
        image(row));
  }

  /** What kind of wish it is; empty where there is none. */
  public Optional<SeatWish.What> what(LeaseToken token, long number) {
    return handle
        .createQuery("select what from seat_wish where token = :token and number = :number")
        .bind("token", token.value())
        .bind("number", number)
        .mapTo(String.class)
        .map(SeatWish.What::valueOf)
        .findOne();
  }

  /** A wish is over; false where there is none, or it was over before. */
  public boolean done(LeaseToken token, long number, Outcome outcome) {
    return handle
            .createUpdate(
                "update seat_wish set done = :well, said = :said, ended = clock_timestamp()"
                    + " where token = :token and number = :number and done is null")
            .bind("token", token.value())
            .bind("number", number)
            .bind("well", outcome.well())
            .bind("said", Text.bounded(outcome.said(), 1000))
            .execute()
        > 0;
  }

  /** What came of it, once it is over. */
  public Optional<Outcome> outcome(LeaseToken token, long number) {
    return handle
        .createQuery(
            "select done, said from seat_wish where token = :token and number = :number"
                + " and done is not null")
        .bind("token", token.value())
        .bind("number", number)
        .map((row, context) -> outcome(row))
        .findOne();
  }

  /** The reservation has ended: nobody does what is left, and who wanted it is told why. */
  public void forget(LeaseToken token, String why) {
    handle
        .createUpdate("delete from seat_wish where token = :token and what = 'KEYS'")
        .bind("token", token.value())
        .execute();
    handle
        .createUpdate(
            "update seat_wish set done = false, said = :why, ended = clock_timestamp()"
                + " where token = :token and done is null")
        .bind("token", token.value())
        .bind("why", why)
        .execute();
  }
}
