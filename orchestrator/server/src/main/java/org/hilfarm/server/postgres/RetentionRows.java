package org.hilfarm.server.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What is old enough to go, and its going. */
public final class RetentionRows {
  private static final int SAID = 1000;

  /** PostgreSQL's advisory locks are numbers; this one is the sweeper's. */
  private static final long LOCK = 0x48494c5357454550L;

  /**
   * Runs that nothing more will be asked of: finished, their report made, no board at work on them,
   * and none of their images the baseline.
   */
  private static final String OVER =
      """
      over_and_done as (
        select r.id, r.number, r.finished from run r join report p on p.run = r.id
        where r.finished is not null and p.made is not null
          and not exists (select from baseline b where b.run = r.id)
          and not exists (select from job j join lease l on l.job = j.id
            where j.run = r.id and l.ended is null))
      """;

  private static final String BYTES_OF_TRANSCRIPTS =
      """
      select a.run, sum(octet_length(x.bytes)) bytes from attempt_file f
      join attempt a on a.token = f.token join artifact x on x.digest = f.digest group by a.run
      """;

  private static final String BYTES_OF_IMAGES =
      """
      select i.run, sum(octet_length(x.bytes)) bytes from run_image i
      join artifact x on x.digest = i.digest group by i.run
      """;

  private static final String BYTES_OF_REPORTS =
      "select p.run, coalesce(octet_length(p.history), 0)::numeric bytes from report p"
          + " where p.made is not null and p.gone is null";

  private static final String BYTES_OF_SOAKS =
      """
      select a.run, sum(octet_length(a.report)) bytes from attempt a
      where exists (select from job j where j.run = a.run and j.round > 1) group by a.run
      """;

  /** Bytes that nothing names; fresh ones may be named in a moment. */
  private static final String NAMELESS =
      """
      a.stored < :before
        and not exists (select from attempt_file f where f.digest = a.digest)
        and not exists (select from run_image i where i.digest = a.digest)
        and not exists (select from run r where r.inputs = a.digest)
        and not exists (select from baseline b where b.digest = a.digest)
      """;

  /** What grows, a run at a time. */
  public enum Kind {
    /** What boards said and flashers logged. */
    TRANSCRIPTS(
        BYTES_OF_TRANSCRIPTS,
        "delete from attempt_file where token in (select token from attempt where run = :run)"),
    /** Submitted firmware. */
    IMAGES(BYTES_OF_IMAGES, "delete from run_image where run = :run"),
    /** That a report is made again where somebody asks for it. */
    REPORTS(
        BYTES_OF_REPORTS,
        "update report set gone = clock_timestamp(), history = null where run = :run"),
    /** The single rounds of a soak. */
    SOAKS(
        BYTES_OF_SOAKS,
        "with gone as (select token from attempt where run = :run),"
            + " files as (delete from attempt_file f using gone g where f.token = g.token),"
            + " resets as (delete from reset s using gone g where s.token = g.token),"
            + " outcomes as (delete from script_outcome where run = :run),"
            + " measures as (delete from script_measure where run = :run)"
            + " delete from attempt where run = :run");

    private final String bytes;
    private final String release;

    Kind(String bytes, String release) {
      this.bytes = bytes;
      this.release = release;
    }
  }

  /**
   * A run with something to let go of.
   *
   * @param bytes how much that is, counting bytes twice that two runs share
   */
  public record Old(RunId run, long bytes) {}

  private final Handle handle;

  RetentionRows(Handle handle) {
    this.handle = handle;
  }

  /** Takes its turn for so long; false where another had it. */
  public boolean takeTurn(Duration every) {
    return handle
            .createUpdate(
                "update sweep set began = clock_timestamp(),"
                    + " due = clock_timestamp() + :every * interval '1 ms'"
                    + " where name = 'retention' and due <= clock_timestamp()")
            .bind("every", every.toMillis())
            .execute()
        > 0;
  }

  /** Notes what went. */
  public void swept(String said) {
    handle
        .createUpdate(
            "update sweep set ended = clock_timestamp(), said = :said where name = 'retention'")
        .bind("said", Text.bounded(said, SAID))
        .execute();
  }

  /** Nobody else sweeps until this transaction ends; false where somebody does now. */
  public boolean alone() {
    return handle
        .createQuery("select pg_try_advisory_xact_lock(:lock)")
        .bind("lock", LOCK)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Runs whose share of this is too old, or too much together with that of all newer ones; the
   * oldest first.
   *
   * @param most how many bytes may be kept
   */
  public List<Old> old(Kind kind, Instant before, long most) {
    Query query =
        handle
            .createQuery(
                "with "
                    + OVER
                    + ", share as ("
                    + kind.bytes
                    + "), sums as (select s.run, s.bytes, sum(s.bytes) over"
                    + " (order by r.number desc) upto from share s join run r on r.id = s.run)"
                    + " select s.run, s.bytes from sums s join over_and_done o on o.id = s.run"
                    + " where o.finished < :before or s.upto > :most order by o.number")
            .bind("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
            .bind("most", most);
    return query
        .map((row, context) -> new Old(new RunId(row.getString("run")), row.getLong("bytes")))
        .list();
  }

  /** Lets go of a run's share; bytes that nothing names any more go with {@link #nameless}. */
  public int release(Kind kind, RunId run) {
    return handle.createUpdate(kind.release).bind("run", run.value()).execute();
  }

  /** How many bytes nothing names, and have not for a while. */
  public long nameless(Instant before) {
    @Nullable Long bytes =
        handle
            .createQuery("select sum(octet_length(bytes)) from artifact a where " + NAMELESS)
            .bind("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
            .mapTo(Long.class)
            .findOne()
            .orElse(0L);
    return Optional.ofNullable(bytes).orElse(0L);
  }

  /** Deletes some of them; how many. One that somebody is about to name is passed over. */
  public int deleteNameless(Instant before, int limit) {
    return handle
        .createUpdate(
            "delete from artifact where digest in (select a.digest from artifact a where "
                + NAMELESS
                + " order by a.stored limit :limit for update skip locked)")
        .bind("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
        .bind("limit", limit)
        .execute();
  }
}
