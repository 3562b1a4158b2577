package org.hilfarm.server.postgres;

import java.time.OffsetDateTime;
import java.util.List;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.wire.runapi.AuditView;
import org.jdbi.v3.core.Handle;

/** The audit log; the database itself refuses to change or delete what is in it. */
public final class AuditRows {
  private static final int WORDS = 200;
  private static final int SENTENCE = 1000;

  private final Handle handle;

  AuditRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * Adds what was done, in the transaction that does it.
   *
   * @param subject to what: a rack, a board, a run
   * @param said what else there is to say; may be empty
   */
  public void add(Who who, Deed deed, String subject, String said) {
    handle
        .createUpdate(
            "insert into audit (actor, address, deed, subject, said)"
                + " values (:actor, :address, :deed, :subject, :said)")
        .bind("actor", Text.bounded(who.actor(), WORDS))
        .bind("address", Text.bounded(who.address(), WORDS))
        .bind("deed", deed.word())
        .bind("subject", Text.bounded(subject, WORDS))
        .bind("said", Text.bounded(said, SENTENCE))
        .execute();
  }

  /** The newest entries, newest first, of those with a number below this one. */
  public List<AuditView> newest(long before, int limit) {
    return handle
        .createQuery("select * from audit where number < :before order by number desc limit :limit")
        .bind("before", before)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new AuditView(
                    row.getLong("number"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("actor"),
                    row.getString("address"),
                    row.getString("deed"),
                    row.getString("subject"),
                    row.getString("said")))
        .list();
  }
}
