package org.hilfarm.server.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * The farm's PostgreSQL. It refuses to start on one that could forget a commit, since what was
 * accepted must not be lost. Any thread may use it; it waits for one of its few connections.
 */
public final class Database implements AutoCloseable {
  /** Few: transactions are short, and every connection is a process of PostgreSQL's. */
  private static final int CONNECTIONS = 5;

  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(10);

  private final String url;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(String url, HikariDataSource pool) {
    this.url = url;
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /** Opens the database and brings its tables up to date. */
  public static Database open(String jdbcUrl) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setPoolName("hil-database");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Database database = new Database(jdbcUrl, pool);
      database.assertDurable();
      migrate(pool);
      return database;
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static void migrate(HikariDataSource pool) {
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:org/hilfarm/server/postgres/migrations")
        .load()
        .migrate();
  }

  private void assertDurable() {
    for (String setting : new String[] {"fsync", "synchronous_commit"}) {
      String value = show(setting);
      if (!value.equals("on")) {
        throw new IllegalStateException(
            "PostgreSQL runs with %s=%s: an accepted run could be lost; set it to on"
                .formatted(setting, value));
      }
    }
  }

  String show(String setting) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select current_setting(:setting)")
                .bind("setting", setting)
                .mapTo(String.class)
                .one());
  }

  String url() {
    return url;
  }

  /** Runs this in one transaction; what it throws rolls it back. */
  public <T> T inTransaction(Function<Tx, T> work) {
    return jdbi.inTransaction(handle -> work.apply(new Tx(handle)));
  }

  /** Runs this in one transaction; what it throws rolls it back. */
  public void useTransaction(Consumer<Tx> work) {
    jdbi.useTransaction(handle -> work.accept(new Tx(handle)));
  }

  /** Runs this in one transaction and takes back all of it; nobody else ever sees any. */
  public void rehearse(Consumer<Tx> work) {
    jdbi.useHandle(
        handle -> {
          handle.begin();
          try {
            work.accept(new Tx(handle));
          } finally {
            handle.rollback();
          }
        });
  }

  /** Whether it answers now. */
  public boolean answers() {
    try {
      return jdbi.withHandle(h -> h.createQuery("select 1").mapTo(Integer.class).one()) == 1;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
