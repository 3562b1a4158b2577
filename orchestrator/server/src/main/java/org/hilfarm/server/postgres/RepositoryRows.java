package org.hilfarm.server.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** GitHub's repositories that the farm has heard of and may work for. */
public final class RepositoryRows {
  private static final int WORDS = 300;

  private final Handle handle;

  RepositoryRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * A repository.
   *
   * @param id which no renaming changes
   * @param name owner/name, in small letters
   * @param installation of the App there
   */
  public record Known(long id, String name, long installation) {
    public Known {
      name = name.toLowerCase(Locale.ROOT);
    }
  }

  public Optional<Known> find(long id) {
    return handle
        .createQuery("select * from github_repository where id = :id")
        .bind("id", id)
        .map(
            (row, context) ->
                new Known(row.getLong("id"), row.getString("name"), row.getLong("installation")))
        .findOne();
  }

  public Optional<Known> find(String name) {
    return handle
        .createQuery("select id from github_repository where name = :name")
        .bind("name", name.toLowerCase(Locale.ROOT))
        .mapTo(Long.class)
        .findOne()
        .flatMap(this::find);
  }

  public List<Known> all() {
    return handle
        .createQuery("select id from github_repository order by id")
        .mapTo(Long.class)
        .list()
        .stream()
        .flatMap(id -> find(id).stream())
        .toList();
  }

  /** Keeps it; a newer name or installation of the same repository takes the place of the old. */
  public void put(Known known) {
    handle
        .createUpdate(
            "insert into github_repository (id, name, installation)"
                + " values (:id, :name, :installation)"
                + " on conflict (id) do update set name = excluded.name,"
                + " installation = excluded.installation")
        .bind("id", known.id())
        .bind("name", known.name())
        .bind("installation", known.installation())
        .execute();
  }

  /** Those of an installation. */
  public List<Known> of(long installation) {
    return all().stream().filter(k -> k.installation() == installation).toList();
  }

  /** The App is not there any more: its checks wait until it is back. */
  public void gone(long id, String why) {
    handle
        .createUpdate(
            "update github_repository set gone = coalesce(gone, clock_timestamp()),"
                + " gone_why = :why where id = :id")
        .bind("id", id)
        .bind("why", Text.bounded(why, WORDS))
        .execute();
  }

  /** The App is there; whether it was gone. */
  public boolean back(long id) {
    return handle
            .createUpdate(
                "update github_repository set gone = null, gone_why = ''"
                    + " where id = :id and gone is not null")
            .bind("id", id)
            .execute()
        > 0;
  }

  /** Up to when nothing of it was missed. */
  public Optional<Instant> looked(long id) {
    return handle
        .createQuery("select looked from github_repository where id = :id and looked is not null")
        .bind("id", id)
        .mapTo(OffsetDateTime.class)
        .map(OffsetDateTime::toInstant)
        .findOne();
  }

  /** Nothing before this time was missed. */
  public void looked(long id, Instant upTo) {
    handle
        .createUpdate(
            "update github_repository set looked = greatest(looked, :time) where id = :id")
        .bind("id", id)
        .bind("time", upTo.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** Takes the turn to look for what was missed; false where somebody had it just now. */
  public boolean takeTurn(long id, Duration notAgainWithin) {
    return handle
            .createUpdate(
                "update github_repository set reconciled = clock_timestamp() where id = :id"
                    + " and (reconciled is null"
                    + " or reconciled < clock_timestamp() - :within * interval '1 ms')")
            .bind("id", id)
            .bind("within", notAgainWithin.toMillis())
            .execute()
        > 0;
  }
}
