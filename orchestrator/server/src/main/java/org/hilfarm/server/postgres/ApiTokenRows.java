package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.wire.runapi.Scope;
import org.hilfarm.wire.runapi.TokenView;
import org.jdbi.v3.core.Handle;

/** The tokens that operators made, by their digests; whether one is over is for the database. */
public final class ApiTokenRows {
  private final Handle handle;

  ApiTokenRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * A token.
   *
   * @param number counts from 1
   * @param name who uses it
   * @param scopes what it may do
   * @param expires when it ends
   * @param expired whether it has
   * @param revoked when somebody ended it
   */
  public record Token(
      long number,
      String name,
      Set<Scope> scopes,
      Instant expires,
      boolean expired,
      Optional<Instant> revoked) {
    public Token {
      scopes = Set.copyOf(scopes);
    }

    /** What people call it. */
    public String id() {
      return "t" + number;
    }
  }

  /** Adds one; what people call it, and when it ends. */
  public Token add(Sha256 digest, String name, Set<Scope> scopes, Duration lasts) {
    return handle
        .createQuery(
            "insert into api_token (digest, name, scopes, expires)"
                + " values (:digest, :name, :scopes, clock_timestamp() + :lasts * interval '1 ms')"
                + " returning *, false as expired")
        .bind("digest", digest.value())
        .bind("name", name)
        .bindArray("scopes", String.class, scopes.stream().map(Scope::text).toList())
        .bind("lasts", lasts.toMillis())
        .map((row, context) -> token(row))
        .one();
  }

  /** The token with this digest; that it was used is noted once a minute. */
  public Optional<Token> use(Sha256 digest) {
    Optional<Token> found =
        handle
            .createQuery(
                "select *, expires <= clock_timestamp() as expired from api_token"
                    + " where digest = :digest")
            .bind("digest", digest.value())
            .map((row, context) -> token(row))
            .findOne();
    found
        .filter(t -> !t.expired() && t.revoked().isEmpty())
        .ifPresent(
            t ->
                handle
                    .createUpdate(
                        "update api_token set used = clock_timestamp() where number = :number"
                            + " and (used is null or used < clock_timestamp() - interval '1 min')")
                    .bind("number", t.number())
                    .execute());
    return found;
  }

  /** Ends one; false where there is none that is good. */
  public boolean revoke(long number) {
    return handle
            .createUpdate(
                "update api_token set revoked = clock_timestamp()"
                    + " where number = :number and revoked is null")
            .bind("number", number)
            .execute()
        > 0;
  }

  /** All there ever were, the newest first. */
  public List<TokenView> newest(int limit) {
    return handle
        .createQuery(
            "select *, expires <= clock_timestamp() as expired from api_token"
                + " order by number desc limit :limit")
        .bind("limit", limit)
        .map((row, context) -> view(token(row), row))
        .list();
  }

  private static TokenView view(Token token, ResultSet row) throws SQLException {
    String state = token.revoked().isPresent() ? "revoked" : token.expired() ? "expired" : "good";
    return new TokenView(
        token.id(),
        token.name(),
        List.copyOf(
            token.scopes().stream()
                .map(Scope::text)
                .collect(Collectors.toCollection(TreeSet::new))),
        state,
        at(row, "made").orElseThrow(),
        token.expires(),
        at(row, "used"));
  }

  private static Token token(ResultSet row) throws SQLException {
    return new Token(
        row.getLong("number"),
        row.getString("name"),
        Arrays.stream((String[]) row.getArray("scopes").getArray())
            .map(Scope::of)
            .collect(Collectors.toSet()),
        at(row, "expires").orElseThrow(),
        row.getBoolean("expired"),
        at(row, "revoked"));
  }

  private static Optional<Instant> at(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
