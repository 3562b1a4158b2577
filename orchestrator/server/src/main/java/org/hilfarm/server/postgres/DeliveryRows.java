package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What GitHub told, each once, and who is at it now. */
public final class DeliveryRows {
  private static final int SENTENCE = 1000;

  private static final String CLAIM =
      """
      update github_delivery set tries = tries + 1,
        until = clock_timestamp() + :lasts * interval '1 ms'
      where id = (
        select id from github_delivery
        where state = 'waiting' and not_before <= clock_timestamp()
          and (until is null or until <= clock_timestamp())
        order by number limit 1
        for update skip locked)
      returning id, event, body, tries
      """;

  private final Handle handle;
  private final Tx tx;

  DeliveryRows(Handle handle, Tx tx) {
    this.handle = handle;
    this.tx = tx;
  }

  /** Keeps a delivery; false where one with its id came before, whatever it held. */
  public boolean keep(String id, String event, byte[] body) {
    boolean news =
        handle
                .createUpdate(
                    "insert into github_delivery (id, event, body) values (:id, :event, :body)"
                        + " on conflict (id) do nothing")
                .bind("id", id)
                .bind("event", event)
                .bind("body", body)
                .execute()
            > 0;
    if (news) {
      tx.ring(Channel.GITHUB, id);
    }
    return news;
  }

  /**
   * A delivery in somebody's hands.
   *
   * @param id GitHub's
   * @param event its name
   * @param body its bytes as they came
   * @param turn by which whoever has it is known
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of 25 MB is a waste
  public record Claimed(String id, String event, byte[] body, int turn) {
    @Override
    public String toString() {
      return event + " " + id;
    }
  }

  /** Takes the oldest that nobody is at, until the lease ends. */
  public Optional<Claimed> claim(Duration lasts) {
    return handle
        .createQuery(CLAIM)
        .bind("lasts", lasts.toMillis())
        .map(
            (row, context) ->
                new Claimed(
                    row.getString("id"),
                    row.getString("event"),
                    row.getBytes("body"),
                    row.getInt("tries")))
        .findOne();
  }

  /** Holds it if it is still this one's turn; false where another took it over, or it is done. */
  public boolean held(Claimed claimed) {
    return handle
        .createQuery(
            "select 1 from github_delivery where id = :id and tries = :turn and state = 'waiting'"
                + " for update")
        .bind("id", claimed.id())
        .bind("turn", claimed.turn())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Still at it. */
  public boolean renew(Claimed claimed, Duration lasts) {
    return handle
            .createUpdate(
                "update github_delivery set until = clock_timestamp() + :lasts * interval '1 ms'"
                    + " where id = :id and tries = :turn and state = 'waiting'")
            .bind("id", claimed.id())
            .bind("turn", claimed.turn())
            .bind("lasts", lasts.toMillis())
            .execute()
        > 0;
  }

  /** It is done; its body is forgotten. */
  public void done(Claimed claimed, String said) {
    settle(claimed, "done", "body = null, ", said);
  }

  /** Nothing can be made of it; its body is kept for people to look at. */
  public void aside(Claimed claimed, String said) {
    settle(claimed, "aside", "", said);
  }

  private void settle(Claimed claimed, String state, String more, String said) {
    handle
        .createUpdate(
            "update github_delivery set "
                + more
                + "state = :state, said = :said, until = null, settled = clock_timestamp()"
                + " where id = :id and tries = :turn and state = 'waiting'")
        .bind("id", claimed.id())
        .bind("turn", claimed.turn())
        .bind("state", state)
        .bind("said", Text.bounded(said, SENTENCE))
        .execute();
  }

  /** Gives it back: anybody may try again, this long after now. */
  public void giveBack(Claimed claimed, Duration rest, String why) {
    handle
        .createUpdate(
            "update github_delivery set until = null, said = :why,"
                + " not_before = clock_timestamp() + :rest * interval '1 ms'"
                + " where id = :id and tries = :turn and state = 'waiting'")
        .bind("id", claimed.id())
        .bind("turn", claimed.turn())
        .bind("rest", rest.toMillis())
        .bind("why", Text.bounded(why, SENTENCE))
        .execute();
  }

  /** What was put aside is tried once more; false where there is none of this id that was. */
  public boolean retry(String id) {
    boolean waits =
        handle
                .createUpdate(
                    "update github_delivery set state = 'waiting', settled = null,"
                        + " not_before = clock_timestamp() where id = :id and state = 'aside'")
                .bind("id", id)
                .execute()
            > 0;
    if (waits) {
      tx.ring(Channel.GITHUB, id);
    }
    return waits;
  }

  /** The newest, newest first; only those in a state where one is said. */
  public List<DeliveryRow> newest(Optional<String> state, int limit) {
    return handle
        .createQuery(
            "select * from github_delivery where cast(:state as text) is null or state = :state"
                + " order by number desc limit :limit")
        .bind("state", state.orElse(null))
        .bind("limit", limit)
        .map((row, context) -> delivery(row))
        .list();
  }

  /** How many are in this state. */
  public long count(String state) {
    return handle
        .createQuery("select count(*) from github_delivery where state = :state")
        .bind("state", state)
        .mapTo(Long.class)
        .one();
  }

  private static DeliveryRow delivery(ResultSet row) throws SQLException {
    return new DeliveryRow(
        row.getString("id"),
        row.getLong("number"),
        row.getString("event"),
        row.getObject("came", OffsetDateTime.class).toInstant(),
        row.getString("state"),
        row.getString("said"),
        Optional.ofNullable(row.getObject("settled", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getInt("tries"));
  }
}
