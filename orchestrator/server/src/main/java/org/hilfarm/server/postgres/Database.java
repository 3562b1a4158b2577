package org.hilfarm.server.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
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

  /** Tells this orchestrator's rings from those of others on the same PostgreSQL. */
  private final String origin = UUID.randomUUID().toString();

  private final List<Consumer<Channel>> listeners = new CopyOnWriteArrayList<>();

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
    Rings rings = new Rings(origin);
    try {
      return jdbi.inTransaction(
          handle -> {
            T result = work.apply(new Tx(handle, rings));
            rings.tell(handle);
            return result;
          });
    } finally {
      // Also where it failed: a commit whose answer was lost may have happened.
      rings.channels().forEach(channel -> listeners.forEach(l -> l.accept(channel)));
    }
  }

  /** Runs this in one transaction; what it throws rolls it back. */
  public void useTransaction(Consumer<Tx> work) {
    inTransaction(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  /**
   * Tells this one of every ring of this orchestrator's own, at once: the way through PostgreSQL
   * costs two processes' waking up.
   */
  void listen(Consumer<Channel> listener) {
    listeners.add(listener);
  }

  void unlisten(Consumer<Channel> listener) {
    listeners.remove(listener);
  }

  /** Whether a notification is this orchestrator's own, which {@link #listen} told already. */
  boolean isOwn(String message) {
    return message.startsWith(origin + " ");
  }

  /** Runs this in one transaction and takes back all of it; nobody else ever sees any. */
  public void rehearse(Consumer<Tx> work) {
    jdbi.useHandle(
        handle -> {
          handle.begin();
          try {
            work.accept(new Tx(handle, new Rings(origin)));
          } finally {
            handle.rollback();
          }
        });
  }

  /** Does now, where the database is the farm's own, what a commit would wait for later. */
  public void wearIn() {
    if (show("cluster_name").equals(OwnPostgres.NAME)) {
      jdbi.useHandle(SpareSegments::make);
    }
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
