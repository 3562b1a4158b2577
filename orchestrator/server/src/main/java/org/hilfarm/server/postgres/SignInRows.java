package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;
import org.jdbi.v3.core.Handle;

/**
 * People who are signed in from a browser, and who tried to; which sign-ins are over is for the
 * database's clock.
 */
public final class SignInRows {
  /** Not over: its token is good, it is young enough, and it was used. */
  private static final String GOOD =
      """
      ends > clock_timestamp() and seen > clock_timestamp() - :idle * interval '1 ms'
        and (exists (select from token t where t.hash = s.token)
          or exists (select from api_token a where a.digest = s.token
            and a.revoked is null and a.expires > clock_timestamp()))
      """;

  /** PostgreSQL's advisory locks are numbers; this one is of who tries to sign in. */
  private static final long LOCK = 0x48494c5349474e49L;

  private static final int WORDS = 200;

  private final Handle handle;

  SignInRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * A row.
   *
   * @param role in the words of who keeps it
   */
  public record Row(
      long number,
      String name,
      String role,
      String address,
      Instant made,
      Instant seen,
      Instant ends) {}

  /**
   * One that is to be.
   *
   * @param digest of the secret in the browser
   * @param token the digest of what it is exchanged for
   */
  public record Wanted(Sha256 digest, Sha256 token, String name, String role, String address) {}

  /** Adds one that ends after so long at the latest. */
  public Row add(Wanted wanted, Duration lasts) {
    return handle
        .createQuery(
            "insert into sign_in (digest, token, name, role, address, ends)"
                + " values (:digest, :token, :name, :role, :address,"
                + " clock_timestamp() + :lasts * interval '1 ms') returning *")
        .bind("digest", wanted.digest().value())
        .bind("token", wanted.token().value())
        .bind("name", Text.bounded(wanted.name(), WORDS))
        .bind("role", wanted.role())
        .bind("address", Text.bounded(wanted.address(), WORDS))
        .bind("lasts", lasts.toMillis())
        .map((row, context) -> row(row))
        .one();
  }

  /** The one with this digest, where it is not over; that it was used is noted once a minute. */
  public Optional<Row> use(Sha256 digest, Duration idle) {
    Optional<Row> found =
        handle
            .createQuery("select * from sign_in s where digest = :digest and " + GOOD)
            .bind("digest", digest.value())
            .bind("idle", idle.toMillis())
            .map((row, context) -> row(row))
            .findOne();
    found.ifPresent(
        s ->
            handle
                .createUpdate(
                    "update sign_in set seen = clock_timestamp() where number = :number"
                        + " and seen < clock_timestamp() - interval '1 min'")
                .bind("number", s.number())
                .execute());
    return found;
  }

  /** Those that are not over, the newest first. */
  public List<Row> good(Duration idle, int limit) {
    return handle
        .createQuery("select * from sign_in s where " + GOOD + " order by number desc limit :limit")
        .bind("idle", idle.toMillis())
        .bind("limit", limit)
        .map((row, context) -> row(row))
        .list();
  }

  /** Ends one; what it was. */
  public Optional<Row> end(Sha256 digest) {
    return handle
        .createQuery("delete from sign_in where digest = :digest returning *")
        .bind("digest", digest.value())
        .map((row, context) -> row(row))
        .findOne();
  }

  /** Ends one by its number; what it was. */
  public Optional<Row> end(long number) {
    return handle
        .createQuery("delete from sign_in where number = :number returning *")
        .bind("number", number)
        .map((row, context) -> row(row))
        .findOne();
  }

  /** Deletes those that are over. */
  public int sweep(Duration idle) {
    return handle
        .createUpdate("delete from sign_in s where not (" + GOOD + ")")
        .bind("idle", idle.toMillis())
        .execute();
  }

  /**
   * How many tries there are.
   *
   * @param here from one address
   * @param all from wherever
   */
  public record Tries(int here, int all) {}

  /**
   * Until this transaction ends nobody else counts or tries; tries that are older are forgotten.
   */
  public Tries tries(String address, Duration window) {
    handle.execute("select pg_advisory_xact_lock(" + LOCK + ")");
    handle
        .createUpdate(
            "delete from sign_in_try where at < clock_timestamp() - :window * interval '1 ms'")
        .bind("window", window.toMillis())
        .execute();
    return handle
        .createQuery(
            "select count(*) filter (where address = :address) as here, count(*) as whole"
                + " from sign_in_try")
        .bind("address", address)
        .map((row, context) -> new Tries(row.getInt("here"), row.getInt("whole")))
        .one();
  }

  /** Notes a try; its number. */
  public long begin(String address) {
    return handle
        .createQuery("insert into sign_in_try (address) values (:address) returning number")
        .bind("address", address)
        .mapTo(Long.class)
        .one();
  }

  /** A try that was none that counts. */
  public void forget(long number) {
    handle
        .createUpdate("delete from sign_in_try where number = :number")
        .bind("number", number)
        .execute();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("number"),
        row.getString("name"),
        row.getString("role"),
        row.getString("address"),
        at(row, "made"),
        at(row, "seen"),
        at(row, "ends"));
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}
