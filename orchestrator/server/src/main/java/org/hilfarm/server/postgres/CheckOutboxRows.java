package org.hilfarm.server.postgres;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Who sends a check to GitHub now, and what GitHub has taken of it. Whoever lost the row to another
 * changes nothing of it any more.
 */
public final class CheckOutboxRows {
  private static final int WORDS = 1000;

  private static final String CLAIM =
      """
      update github_check set sender = :sender, fence = fence + 1,
        until = clock_timestamp() + :lasts * interval '1 ms'
      where id = (
        select id from github_check
        where not settled and due <= clock_timestamp() and not_before <= clock_timestamp()
          and (until is null or until <= clock_timestamp())
          and not exists (select from github_repository g
            where g.id = github_check.repository_id and g.gone is not null)
        order by due limit 1
        for update skip locked)
      returning *, clock_timestamp() now
      """;

  private final Handle handle;

  CheckOutboxRows(Handle handle) {
    this.handle = handle;
  }

  /** Takes the one that is due longest, until the lease ends; empty where none is. */
  public Optional<CheckRow> claim(String sender, Duration lasts) {
    return handle
        .createQuery(CLAIM)
        .bind("sender", sender)
        .bind("lasts", lasts.toMillis())
        .map((row, context) -> CheckRows.row(row))
        .findOne();
  }

  /**
   * What GitHub took.
   *
   * @param checkRun GitHub's number
   * @param digest of what was sent
   * @param status GitHub's word
   * @param conclusion GitHub's word; empty where it goes on
   * @param annotated how many annotations it has now
   */
  public record Taken(
      long checkRun, String digest, String status, Optional<String> conclusion, int annotated) {}

  /**
   * GitHub took it, and nothing more is sent this long after now. False where another sends it now:
   * then the one who comes late may have overwritten something, and it is all sent again.
   */
  public boolean taken(CheckRow row, Taken taken, Duration gap) {
    boolean ours =
        handle
                .createUpdate(
                    "update github_check set check_run = :run, sent_digest = :digest,"
                        + " sent_status = :status, sent_conclusion = :conclusion,"
                        + " sent_at = clock_timestamp(), annotated = :annotated, tries = 0,"
                        + " trouble = null, sender = null, until = null,"
                        + " due = clock_timestamp() + :gap * interval '1 ms',"
                        + " not_before = clock_timestamp() + :gap * interval '1 ms'"
                        + " where id = :id and fence = :fence and edition = :edition")
                .bind("run", taken.checkRun())
                .bind("digest", taken.digest())
                .bind("status", taken.status())
                .bind("conclusion", taken.conclusion().orElse(null))
                .bind("annotated", taken.annotated())
                .bind("gap", gap.toMillis())
                .bind("id", row.id())
                .bind("fence", row.fence())
                .bind("edition", row.edition())
                .execute()
            > 0;
    if (!ours) {
      again(row, gap);
    }
    return ours;
  }

  private void again(CheckRow row, Duration gap) {
    handle
        .createUpdate(
            "update github_check set sent_digest = null, settled = false, due = clock_timestamp(),"
                + " not_before = greatest(not_before, clock_timestamp() + :gap * interval '1 ms'),"
                + " sender = case when fence = :fence then null else sender end,"
                + " until = case when fence = :fence then null else until end"
                + " where id = :id")
        .bind("id", row.id())
        .bind("fence", row.fence())
        .bind("gap", gap.toMillis())
        .execute();
  }

  /** There is nothing to send now; it is looked at again this long after now, or never. */
  public void rests(CheckRow row, Optional<Duration> look) {
    handle
        .createUpdate(
            "update github_check set sender = null, until = null, settled = :settled,"
                + " due = clock_timestamp() + :look * interval '1 ms'"
                + " where id = :id and fence = :fence and edition = :edition and asked = :asked"
                + " and due <= :seen")
        .bind("settled", look.isEmpty())
        .bind("look", look.orElse(Duration.ZERO).toMillis())
        .bind("id", row.id())
        .bind("fence", row.fence())
        .bind("edition", row.edition())
        .bind("asked", row.asked().atOffset(ZoneOffset.UTC))
        .bind("seen", row.now().atOffset(ZoneOffset.UTC)) // else something changed meanwhile
        .execute();
    release(row);
  }

  /** Nothing is known of what became of it: it is tried again, this long after now. */
  public void inVain(CheckRow row, String why, Duration rest) {
    handle
        .createUpdate(
            "update github_check set sender = null, until = null, tries = tries + 1,"
                + " trouble = :why, not_before = clock_timestamp() + :rest * interval '1 ms'"
                + " where id = :id and fence = :fence")
        .bind("why", Text.bounded(why, WORDS))
        .bind("rest", rest.toMillis())
        .bind("id", row.id())
        .bind("fence", row.fence())
        .execute();
  }

  /** Its number is not believed any more: GitHub does not know it. */
  public void forget(CheckRow row) {
    handle
        .createUpdate(
            "update github_check set check_run = null, sent_digest = null"
                + " where id = :id and fence = :fence")
        .bind("id", row.id())
        .bind("fence", row.fence())
        .execute();
  }

  /** Nobody sends it; another may at once. */
  public void release(CheckRow row) {
    handle
        .createUpdate(
            "update github_check set sender = null, until = null"
                + " where id = :id and fence = :fence")
        .bind("id", row.id())
        .bind("fence", row.fence())
        .execute();
  }

  /** GitHub wants no word about this installation's repositories for so long. */
  public void holdOff(long installation, Duration rest) {
    handle
        .createUpdate(
            "update github_check set"
                + " not_before = greatest(not_before, clock_timestamp() + :rest * interval '1 ms')"
                + " where id in (select id from github_check"
                + " where installation = :installation and not settled"
                + " order by name collate \"C\", id for update)")
        .bind("installation", installation)
        .bind("rest", rest.toMillis())
        .execute();
  }

  /**
   * GitHub has concluded it, and it is open again: it becomes another, since what GitHub has
   * concluded keeps its annotations.
   */
  public void another(CheckRow row) {
    handle
        .createUpdate(
            "update github_check set edition = edition + 1, check_run = null, sent_digest = null,"
                + " sent_status = null, sent_conclusion = null, annotated = 0, sender = null,"
                + " until = null where id = :id and fence = :fence and edition = :edition")
        .bind("id", row.id())
        .bind("fence", row.fence())
        .bind("edition", row.edition())
        .execute();
  }
}
