package org.hilfarm.server.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.PastRows;
import org.hilfarm.server.postgres.Sought;
import org.hilfarm.wire.runapi.FlakinessView;
import org.hilfarm.wire.runapi.NightsView;

/** What many runs together tell. Any thread may use it. */
public final class History {
  /** How far back flakiness is looked at where nobody says otherwise. */
  public static final int DAYS = 30;

  /** As far as anybody may ask. */
  public static final int MOST_DAYS = 180;

  /** A night is compared with the seven before it. */
  public static final int WINDOW = 8;

  private static final int MOST_PAIRS = 500;

  private final Database database;

  History(Database database) {
    this.database = database;
  }

  /** How reliable scripts were in the last so many days, at most the 500 pairs that failed most. */
  public FlakinessView flakiness(int days) {
    Sought all = Sought.all(days);
    return new FlakinessView(
        days,
        database.inTransaction(tx -> tx.past().told(all, tx.past().pairs(all, MOST_PAIRS))).stream()
            .map(PastRows.Told::counts)
            .toList());
  }

  /** What scripts did on types of boards, and a schedule's nights beside each other. */
  public Past past(Sought sought) {
    return database.inTransaction(tx -> Pasts.read(tx, sought));
  }

  /** The schedule's finished runs beside each other; empty where there is no such schedule. */
  public Optional<NightsView> nights(ScheduleId schedule, Instant now) {
    Instant upto = now.plus(1, ChronoUnit.DAYS); // the database's clock may be ahead
    return database.inTransaction(
        tx -> tx.schedules().find(schedule).map(s -> tx.history().nights(schedule, upto, WINDOW)));
  }

  /** A finished run of a schedule beside those before it; empty where it is none. */
  public Optional<NightsView> nights(RunId run) {
    return database.inTransaction(
        tx ->
            tx.runs().find(run).filter(r -> r.finished().isPresent()).isEmpty()
                ? Optional.empty()
                : tx.history()
                    .fireOf(run)
                    .map(f -> tx.history().nights(f.schedule(), f.due(), WINDOW)));
  }
}
