package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.wire.runapi.AgentView;
import org.jdbi.v3.core.Handle;

/** Invitations and the keys that hosts made of them; digests only. */
public final class AgentRows {
  /** Shown of those that are over. */
  private static final int LISTED = 200;

  private static final String INVITATION =
      """
      select i.*, i.expires <= clock_timestamp() expired, k.host
      from invitation i left join agent_key k on k.digest = i.key
      where i.digest = :digest for update of i
      """;

  private static final String ALL =
      """
      select * from (
        select k.rack, k.host, case when k.revoked is null then 'enrolled' else 'revoked' end state,
          coalesce(k.revoked, k.enrolled) since, null::timestamptz until, r.heard
        from agent_key k left join rack r on r.id = k.rack and k.revoked is null
        union all
        select i.rack, '', 'invited', i.made, i.expires, null from invitation i
        where i.used is null and i.withdrawn is null and i.expires > clock_timestamp()) a
      order by a.rack, a.state = 'revoked', a.since desc limit :limit
      """;

  private final Handle handle;

  AgentRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * An invitation.
   *
   * @param rack for which rack
   * @param expires until when it is good
   * @param expired whether that is over, by the database's clock
   * @param withdrawn when a newer one took its place
   * @param used when it became a key
   * @param key which key
   * @param host whose key
   */
  public record Invited(
      RackId rack,
      Instant expires,
      boolean expired,
      Optional<Instant> withdrawn,
      Optional<Instant> used,
      Optional<Sha256> key,
      Optional<String> host) {}

  /**
   * A key.
   *
   * @param rack for which rack
   * @param host where it is
   * @param enrolled since when
   * @param revoked when it ended
   */
  public record Key(RackId rack, String host, Instant enrolled, Optional<Instant> revoked) {}

  /** Makes an invitation, in the place of every earlier one for the same rack; until when. */
  public Instant invite(Sha256 digest, RackId rack, Duration lasts) {
    handle
        .createUpdate(
            "update invitation set withdrawn = clock_timestamp()"
                + " where rack = :rack and used is null and withdrawn is null")
        .bind("rack", rack.value())
        .execute();
    return handle
        .createQuery(
            "insert into invitation (digest, rack, expires)"
                + " values (:digest, :rack, clock_timestamp() + :lasts * interval '1 ms')"
                + " returning expires")
        .bind("digest", digest.value())
        .bind("rack", rack.value())
        .bind("lasts", lasts.toMillis())
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  /** An invitation, held against every other use of it until this transaction ends. */
  public Optional<Invited> lock(Sha256 digest) {
    return handle
        .createQuery(INVITATION)
        .bind("digest", digest.value())
        .map(
            (row, context) ->
                new Invited(
                    new RackId(row.getString("rack")),
                    at(row, "expires").orElseThrow(),
                    row.getBoolean("expired"),
                    at(row, "withdrawn"),
                    at(row, "used"),
                    Optional.ofNullable(row.getString("key")).map(Sha256::new),
                    Optional.ofNullable(row.getString("host"))))
        .findOne();
  }

  /** Makes an invitation a key; false where the rack has a host already. */
  public boolean enrol(Sha256 invitation, Sha256 key, RackId rack, String host) {
    int made =
        handle
            .createUpdate(
                "insert into agent_key (digest, rack, host) values (:key, :rack, :host)"
                    + " on conflict do nothing")
            .bind("key", key.value())
            .bind("rack", rack.value())
            .bind("host", Text.bounded(host, 80))
            .execute();
    return made > 0
        && handle
                .createUpdate(
                    "update invitation set used = clock_timestamp(), key = :key"
                        + " where digest = :digest")
                .bind("key", key.value())
                .bind("digest", invitation.value())
                .execute()
            > 0;
  }

  public Optional<Key> key(Sha256 digest) {
    return keys("digest = :value", digest.value()).stream().findFirst();
  }

  /** The key of the host that looks after a rack now. */
  public Optional<Key> holds(RackId rack) {
    return keys("rack = :value and revoked is null", rack.value()).stream().findFirst();
  }

  private List<Key> keys(String where, String value) {
    return handle
        .createQuery("select * from agent_key where " + where)
        .bind("value", value)
        .map(
            (row, context) ->
                new Key(
                    new RackId(row.getString("rack")),
                    row.getString("host"),
                    at(row, "enrolled").orElseThrow(),
                    at(row, "revoked")))
        .list();
  }

  /**
   * Ends the key of a rack's host, and what it has: its boards are nobody's to ask for, and its
   * leases run out now. The name of the host it was; empty where the rack has none.
   */
  public Optional<String> revoke(RackId rack) {
    Optional<String> host =
        handle
            .createQuery(
                "update agent_key set revoked = clock_timestamp()"
                    + " where rack = :rack and revoked is null returning host")
            .bind("rack", rack.value())
            .mapTo(String.class)
            .findOne();
    if (host.isPresent()) {
      for (String sql :
          List.of(
              "delete from board where rack = :rack",
              "update lease set expires = clock_timestamp() where rack = :rack and ended is"
                  + " null")) {
        handle.createUpdate(sql).bind("rack", rack.value()).execute();
      }
    }
    return host;
  }

  /** Ends every invitation for a rack that nobody has used; how many there were. */
  public int withdraw(RackId rack) {
    return handle
        .createUpdate(
            "update invitation set withdrawn = clock_timestamp()"
                + " where rack = :rack and used is null and withdrawn is null"
                + " and expires > clock_timestamp()")
        .bind("rack", rack.value())
        .execute();
  }

  /** Whether the rack's host lost its key after this moment. */
  public boolean revokedSince(RackId rack, Instant moment) {
    return handle
        .createQuery(
            "select exists (select from agent_key where rack = :rack and revoked >= :moment)")
        .bind("rack", rack.value())
        .bind("moment", OffsetDateTime.ofInstant(moment, ZoneOffset.UTC))
        .mapTo(Boolean.class)
        .one();
  }

  /** All hosts and open invitations. */
  public List<AgentView> all() {
    return handle
        .createQuery(ALL)
        .bind("limit", LISTED)
        .map(
            (row, context) ->
                new AgentView(
                    new RackId(row.getString("rack")),
                    row.getString("host"),
                    row.getString("state"),
                    at(row, "since").orElseThrow(),
                    at(row, "until"),
                    at(row, "heard")))
        .list();
  }

  private static Optional<Instant> at(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
