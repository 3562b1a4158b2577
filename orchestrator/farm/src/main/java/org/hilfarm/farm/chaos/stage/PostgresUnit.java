package org.hilfarm.farm.chaos.stage;

import java.nio.file.Path;
import org.hilfarm.process.Tools;
import org.hilfarm.server.postgres.OwnPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that can be killed, and comes back at the same address with its data. */
public final class PostgresUnit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresUnit.class);
  private static final int STARTS = 3;

  private final Path folder;
  private final Path program;
  private OwnPostgres server;
  private boolean closed;

  PostgresUnit(Path folder) {
    this.folder = folder;
    this.program =
        Tools.cache(System.getenv(), Path.of(System.getProperty("user.home", "/")))
            .resolve("postgresql");
    this.server = OwnPostgres.start(folder, program);
  }

  /** Where a client finds it. */
  public synchronized String url() {
    return server.jdbcUrl();
  }

  /** kill -9 for all its processes; returns once none is left. */
  public synchronized void kill() {
    server.kill();
  }

  /** Starts it again after a kill, as a service manager does: more than once where it must. */
  public synchronized void start() {
    for (int tries = 1; !closed; tries++) {
      server.close();
      try {
        server = OwnPostgres.start(folder, program);
        return;
      } catch (RuntimeException e) {
        if (tries == STARTS) {
          throw e;
        }
        LOG.warn("PostgreSQL did not start, and is started again: {}", e.getMessage());
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    server.close();
  }
}
