package org.hilfarm.server.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/**
 * What GitHub told and was told long ago, and its going: a few rows at a time, so that nobody waits
 * for it.
 */
public final class OldGitHubRows {
  private final Handle handle;

  OldGitHubRows(Handle handle) {
    this.handle = handle;
  }

  /** What grows with what GitHub tells. */
  public enum Kind {
    /** Webhooks that were done or put aside. */
    DELIVERIES(
        "delete from github_delivery where id in (select id from github_delivery"
            + " where state <> 'waiting' and settled < :before order by settled limit :limit)"),
    /**
     * Checks that have their conclusion, and have nothing to say any more: neither their gate nor
     * their run is open. The gate itself stays.
     */
    CHECKS(
        """
        delete from github_check where id in (select c.id from github_check c
          where c.settled and c.sent_at < :before and c.sender is null
            and not exists (select from run r where r.id = c.run and r.finished is null)
            and not exists (select from github_gate g left join run r on r.id = g.run
              where g.repository_id = c.repository_id and g.head_sha = c.head_sha
                and (g.state in ('building', 'unapproved', 'due')
                  or (g.state = 'run' and r.finished is null)))
          order by c.sent_at limit :limit for update skip locked)
        """),
    /** Tickets that nobody can use, and that their run does not need. */
    TICKETS(
        """
        delete from run_ticket where digest in (select t.digest from run_ticket t
          where t.expires < :before
            and not exists (select from run r where r.id = t.run and r.finished is null)
          order by t.expires limit :limit for update skip locked)
        """);

    private final String sql;

    Kind(String sql) {
      this.sql = sql;
    }
  }

  /** Deletes some of those that are older than this; how many. */
  public int delete(Kind kind, Instant before, int limit) {
    return handle
        .createUpdate(kind.sql)
        .bind("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
        .bind("limit", limit)
        .execute();
  }
}
