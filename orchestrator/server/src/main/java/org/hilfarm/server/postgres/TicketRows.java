package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;

/**
 * Identities of workflows that were used, and the tickets they were exchanged for; which of them
 * are over is for the database's clock.
 */
public final class TicketRows {
  private final Handle handle;

  TicketRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * Who a ticket speaks for.
   *
   * @param repositoryId GitHub's number of it
   * @param repository {@code owner/name}, as the identity said it
   * @param workflowRun GitHub's number of the workflow's run
   * @param suites what it may ask for with files of its own; none: it may send none
   * @param claims what the identity said, as JSON
   */
  public record Bearer(
      long repositoryId, String repository, long workflowRun, List<String> suites, String claims) {
    public Bearer {
      suites = List.copyOf(suites);
    }
  }

  /**
   * A ticket.
   *
   * @param digest its name in the database
   * @param bearer who it speaks for
   * @param expires when it ends
   * @param expired whether it has
   * @param run the one run it is good for, once that is stored
   * @param followed whether that run is of a commit's gate: made by the farm, and only followed
   *     here
   */
  public record Ticket(
      Sha256 digest,
      Bearer bearer,
      Instant expires,
      boolean expired,
      Optional<RunId> run,
      boolean followed) {}

  /** Notes that an identity was used; false where it had been. Forgets those nobody could use. */
  public boolean useOnce(String jti, Instant until) {
    handle.execute("delete from github_identity where expires < clock_timestamp()");
    return handle
            .createUpdate(
                "insert into github_identity (jti, expires) values (:jti, :until)"
                    + " on conflict do nothing")
            .bind("jti", jti)
            .bind("until", OffsetDateTime.ofInstant(until, ZoneOffset.UTC))
            .execute()
        > 0;
  }

  /** Adds a ticket; when it ends. */
  public Instant add(Sha256 digest, Bearer bearer, Duration lasts) {
    return handle
        .createQuery(
            "insert into run_ticket"
                + " (digest, repository_id, repository, workflow_run, suites, claims, expires)"
                + " values (:digest, :repositoryId, :repository, :workflowRun, :suites, :claims,"
                + " clock_timestamp() + :lasts * interval '1 ms') returning expires")
        .bind("digest", digest.value())
        .bind("repositoryId", bearer.repositoryId())
        .bind("repository", bearer.repository())
        .bind("workflowRun", bearer.workflowRun())
        .bindArray("suites", String.class, bearer.suites())
        .bind("claims", bearer.claims())
        .bind("lasts", lasts.toMillis())
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  public Optional<Ticket> find(Sha256 digest) {
    return handle
        .createQuery(
            "select *, expires <= clock_timestamp() as expired,"
                + " exists (select from github_gate g where g.run = run_ticket.run) as followed"
                + " from run_ticket where digest = :digest")
        .bind("digest", digest.value())
        .map((row, context) -> ticket(row))
        .findOne();
  }

  /** From now on the ticket is good for this run. */
  public void spend(Sha256 digest, RunId run) {
    handle
        .createUpdate("update run_ticket set run = :run where digest = :digest")
        .bind("run", run.value())
        .bind("digest", digest.value())
        .execute();
  }

  private static Ticket ticket(ResultSet row) throws SQLException {
    return new Ticket(
        new Sha256(row.getString("digest")),
        new Bearer(
            row.getLong("repository_id"),
            row.getString("repository"),
            row.getLong("workflow_run"),
            Arrays.asList((String[]) row.getArray("suites").getArray()),
            row.getString("claims")),
        row.getObject("expires", OffsetDateTime.class).toInstant(),
        row.getBoolean("expired"),
        Optional.ofNullable(row.getString("run")).map(RunId::new),
        row.getBoolean("followed"));
  }
}
