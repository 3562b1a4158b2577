package org.hilfarm.server.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.OldGitHubRows;
import org.hilfarm.server.postgres.RetentionRows;
import org.hilfarm.server.postgres.RetentionRows.Kind;
import org.hilfarm.wire.config.Retention;
import org.hilfarm.wire.runapi.RetentionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of what is too old or too much, a run or a few artifacts in each transaction, so that
 * nobody waits for it. Killed in the middle it has done so much less; two at a time do no harm, the
 * second leaves it to the first. Never what an open run, a verdict, a baseline or a report that is
 * to be made still needs. Any thread may use it.
 */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /** An agent's attachments come before the report that names them; a submission's images too. */
  private static final Duration FRESH = Duration.ofDays(2);

  private static final int ARTIFACTS_AT_ONCE = 20;
  private static final int ROWS_AT_ONCE = 500;

  private final Database database;
  private final Retention retention;

  public Sweep(Database database, Retention retention) {
    this.database = database;
    this.retention = retention;
  }

  /**
   * What there is to let go of.
   *
   * @param runs of how many runs
   * @param bytes about how much
   */
  public record Share(int runs, long bytes) {}

  /** What a sweep would let go of now; of artifacts only what nothing names already. */
  public Outlook outlook(Instant now) {
    Map<Kind, Share> shares = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      List<RetentionRows.Old> old = old(kind, now);
      shares.put(
          kind, new Share(old.size(), old.stream().mapToLong(RetentionRows.Old::bytes).sum()));
    }
    long nameless = database.inTransaction(tx -> tx.retention().nameless(now.minus(FRESH)));
    return new Outlook(shares, nameless);
  }

  /**
   * What would go.
   *
   * @param shares by kind
   * @param namelessBytes of artifacts that nothing names any more
   */
  public record Outlook(Map<Kind, Share> shares, long namelessBytes) {
    public Outlook {
      shares = Map.copyOf(shares);
    }
  }

  /** The same for people. */
  public RetentionView view(Instant now) {
    Outlook outlook = outlook(now);
    List<RetentionView.Share> shares =
        Arrays.stream(Kind.values())
            .map(kind -> share(kind, outlook.shares().getOrDefault(kind, new Share(0, 0))))
            .toList();
    return new RetentionView(shares, outlook.namelessBytes());
  }

  private RetentionView.Share share(Kind kind, Share share) {
    return new RetentionView.Share(
        kind.name().toLowerCase(Locale.ROOT), days(kind), gib(kind), share.runs(), share.bytes());
  }

  /** Lets it go; says what went. */
  public String sweep(Instant now) {
    Map<Kind, Integer> runs = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      for (RetentionRows.Old old : old(kind, now)) {
        if (Thread.currentThread().isInterrupted() || !release(kind, old)) {
          return said(runs, 0);
        }
        runs.merge(kind, 1, Integer::sum);
      }
    }
    int artifacts = 0;
    int gone = ARTIFACTS_AT_ONCE;
    while (gone == ARTIFACTS_AT_ONCE && !Thread.currentThread().isInterrupted()) {
      gone = artifacts(now.minus(FRESH));
      artifacts += gone;
    }
    return said(runs, artifacts) + gitHub(now);
  }

  /** Rows of what GitHub told and was told. */
  private String gitHub(Instant now) {
    Map<OldGitHubRows.Kind, Integer> rows = new EnumMap<>(OldGitHubRows.Kind.class);
    for (OldGitHubRows.Kind kind : OldGitHubRows.Kind.values()) {
      Instant before = now.minus(Duration.ofDays(days(kind)));
      int gone = ROWS_AT_ONCE;
      while (gone == ROWS_AT_ONCE && !Thread.currentThread().isInterrupted()) {
        gone =
            database.inTransaction(
                tx ->
                    tx.retention().alone() ? tx.oldGitHub().delete(kind, before, ROWS_AT_ONCE) : 0);
        rows.merge(kind, gone, Integer::sum);
      }
    }
    return "; of GitHub %d deliveries, %d checks, %d tickets"
        .formatted(
            rows.getOrDefault(OldGitHubRows.Kind.DELIVERIES, 0),
            rows.getOrDefault(OldGitHubRows.Kind.CHECKS, 0),
            rows.getOrDefault(OldGitHubRows.Kind.TICKETS, 0));
  }

  private int days(OldGitHubRows.Kind kind) {
    return switch (kind) {
      case DELIVERIES -> retention.gitHub().deliveriesDays();
      case CHECKS -> retention.gitHub().checksDays();
      case TICKETS -> retention.gitHub().ticketsDays();
    };
  }

  private List<RetentionRows.Old> old(Kind kind, Instant now) {
    Instant before = now.minus(Duration.ofDays(days(kind)));
    long most = gib(kind) == 0 ? Long.MAX_VALUE : (long) gib(kind) << 30;
    return database.inTransaction(tx -> tx.retention().old(kind, before, most));
  }

  private int days(Kind kind) {
    return switch (kind) {
      case TRANSCRIPTS -> retention.transcripts().days();
      case IMAGES -> retention.images().days();
      case REPORTS -> retention.reportsDays();
      case SOAKS -> retention.soaksDays();
    };
  }

  /** 0 where only the age counts. */
  private int gib(Kind kind) {
    return switch (kind) {
      case TRANSCRIPTS -> retention.transcripts().gib();
      case IMAGES -> retention.images().gib();
      case REPORTS, SOAKS -> 0;
    };
  }

  /** False where another sweeps. */
  private boolean release(Kind kind, RetentionRows.Old old) {
    return database.inTransaction(
        tx -> {
          boolean alone = tx.retention().alone();
          int rows = alone ? tx.retention().release(kind, old.run()) : 0;
          LOG.debug("run {}: {} rows of {} are let go of", old.run(), rows, kind);
          return alone;
        });
  }

  private int artifacts(Instant before) {
    return database.inTransaction(
        tx ->
            tx.retention().alone() ? tx.retention().deleteNameless(before, ARTIFACTS_AT_ONCE) : 0);
  }

  private static String said(Map<Kind, Integer> runs, int artifacts) {
    return "let go of transcripts of %d runs, images of %d, reports of %d, rounds of %d soaks, and %d artifacts"
        .formatted(
            runs.getOrDefault(Kind.TRANSCRIPTS, 0),
            runs.getOrDefault(Kind.IMAGES, 0),
            runs.getOrDefault(Kind.REPORTS, 0),
            runs.getOrDefault(Kind.SOAKS, 0),
            artifacts);
  }
}
