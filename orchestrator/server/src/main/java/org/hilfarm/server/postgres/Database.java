package org.hilfarm.server.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The farm's PostgreSQL. It refuses to start on one that could forget a commit, since what was
 * accepted must not be lost. Any thread may use it; it waits for one of its few connections.
 */
public final class Database implements AutoCloseable {
  /** Few: transactions are short, and every connection is a process of PostgreSQL's. */
  private static final int CONNECTIONS = 5;

  /** Shorter than a client waits for an answer. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);

  /** A statement that has no answer by then never gets one: its server is cut off. */
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(60);

  /**
   * Who is stopped in the middle of a transaction must not hold up the others: PostgreSQL ends the
   * transaction of who says nothing, and a wait for such a one.
   */
  private static final String MANNERS =
      "set idle_in_transaction_session_timeout = '15s'; set lock_timeout = '30s'";

  private final String url;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Schema schema;
  private volatile @Nullable OutdatedException outdated;

  /** Tells this orchestrator's rings from those of others on the same PostgreSQL. */
  private final String origin = UUID.randomUUID().toString();

  private final List<Consumer<Channel>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Happening>> counting = new CopyOnWriteArrayList<>();

  private final Latest<RunId, RunPlan> plans = new Latest<>();

  private Database(String url, HikariDataSource pool, Schema schema) {
    this.url = url;
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    this.schema = schema;
  }

  /**
   * Opens the database and brings its tables up to date; throws {@link OutdatedException} where
   * they were made for a newer farm.
   */
  public static Database open(String jdbcUrl) {
    return open(jdbcUrl, url -> new Schema(url));
  }

  static Database open(String jdbcUrl, Function<String, Schema> schema) {
    HikariDataSource pool = pool(jdbcUrl);
    try {
      Database database = new Database(jdbcUrl, pool, schema.apply(jdbcUrl));
      Schema.requireServer(Integer.parseInt(database.show("server_version_num")));
      database.assertDurable();
      database.schema.migrate();
      database.requireSchema();
      return database;
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariDataSource pool(String jdbcUrl) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setPoolName("hil-database");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    config.setConnectionInitSql(MANNERS);
    config.addDataSourceProperty("connectTimeout", CONNECTION_WAIT.toSeconds());
    config.addDataSourceProperty("socketTimeout", ANSWER_WAIT.toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", "true");
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "PostgreSQL at %s does not let the farm in: %s; is it running, and is --db right?"
              .formatted(withoutSecrets(jdbcUrl), reason(e)),
          e);
    }
  }

  /** The address as far as everybody may read it. */
  private static String withoutSecrets(String jdbcUrl) {
    return jdbcUrl.replaceFirst("\\?.*", "");
  }

  private static String reason(Throwable e) {
    @Nullable Throwable cause = e.getCause();
    return cause == null ? String.valueOf(e.getMessage()) : reason(cause);
  }

  /**
   * Asks whether a newer farm has changed the tables since; if so, nothing is done any more, now
   * and later, and {@link OutdatedException} says why.
   */
  public void requireSchema() {
    try {
      schema.requireUnchanged(jdbi);
    } catch (OutdatedException e) {
      outdated = e;
      throw e;
    } catch (RuntimeException e) {
      throw Outages.in(e).map(away -> (RuntimeException) away).orElse(e);
    }
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

  /**
   * Runs this in one transaction; what it throws rolls it back. Throws {@link
   * DatabaseAwayException} where PostgreSQL went away; it may have committed then.
   */
  public <T> T inTransaction(Function<Tx, T> work) {
    OutdatedException old = outdated;
    if (old != null) {
      throw old;
    }
    Rings rings = new Rings(origin);
    try {
      Done<T> done = jdbi.inTransaction(handle -> done(handle, rings, work));
      done.happenings().forEach(h -> counting.forEach(c -> c.accept(h)));
      return done.result();
    } catch (RuntimeException e) {
      throw Outages.in(e).map(away -> (RuntimeException) away).orElse(e);
    } finally {
      // Also where it failed: a commit whose answer was lost may have happened.
      rings.channels().forEach(channel -> listeners.forEach(l -> l.accept(channel)));
    }
  }

  /**
   * Asks one question, outside of any transaction: a way to PostgreSQL and back is all it costs.
   * Throws as {@link #inTransaction} does.
   */
  public <T> T reading(Function<Tx, T> question) {
    OutdatedException old = outdated;
    if (old != null) {
      throw old;
    }
    try {
      return jdbi.withHandle(handle -> question.apply(new Tx(handle, new Rings(origin), plans)));
    } catch (RuntimeException e) {
      throw Outages.in(e).map(away -> (RuntimeException) away).orElse(e);
    }
  }

  private record Done<T>(T result, List<Happening> happenings) {}

  private <T> Done<T> done(Handle handle, Rings rings, Function<Tx, T> work) {
    Tx tx = new Tx(handle, rings, plans);
    T result = work.apply(tx);
    rings.tell(handle);
    return new Done<>(result, tx.happenings());
  }

  /** Tells this one of what every transaction of this orchestrator did, once it is committed. */
  public void counting(Consumer<Happening> listener) {
    counting.add(listener);
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
            work.accept(new Tx(handle, new Rings(origin), plans));
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

  /** Why nothing can be done with it now; empty where all is well. Says no secret. */
  public Optional<String> unable() {
    if (outdated != null) {
      return Optional.of("the database was made for a newer farm");
    }
    return answers() ? Optional.empty() : Optional.of("the database does not answer");
  }

  @Override
  public void close() {
    pool.close();
  }
}
