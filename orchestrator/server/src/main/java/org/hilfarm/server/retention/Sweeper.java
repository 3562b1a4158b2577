package org.hilfarm.server.retention;

import java.time.Duration;
import java.time.InstantSource;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps when the farm's clock says that it is time; a row makes one sweep of it, however many
 * orchestrators are told. Any thread may use it.
 */
public final class Sweeper implements Runnable {
  /** How often it is to be told. */
  public static final Duration EVERY = Duration.ofHours(1);

  /** Somewhat less, for a clock that is early by a moment. */
  private static final Duration NOT_AGAIN_WITHIN = Duration.ofMinutes(50);

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final Database database;
  private final Sweep sweep;
  private final InstantSource clock;

  public Sweeper(Database database, Sweep sweep, InstantSource clock) {
    this.database = database;
    this.sweep = sweep;
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      if (database.inTransaction(tx -> tx.retention().takeTurn(NOT_AGAIN_WITHIN))) {
        String said = sweep.sweep(clock.instant());
        LOG.info("{}", said);
        database.useTransaction(
            tx -> {
              tx.retention().swept(said);
              tx.audit().add(Who.FARM, Deed.SWEPT, "retention", said);
            });
      }
    } catch (RuntimeException e) {
      LOG.warn("sweeping failed; it is tried again in {}: {}", EVERY, e.getMessage());
    }
  }
}
