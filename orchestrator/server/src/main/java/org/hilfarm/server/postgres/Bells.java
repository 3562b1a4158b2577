package org.hilfarm.server.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.hilfarm.time.Deadline;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings the bells: at once for what this orchestrator has committed, and for what others have by
 * PostgreSQL's notifications, on a connection of its own. When the connection is lost it connects
 * again and rings everything, since a ring may have been missed.
 */
public final class Bells implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bells.class);
  private static final int LISTEN_MILLIS = 5_000;
  private static final int ALIVE_SECONDS = 5;
  private static final Duration RECONNECT = Duration.ofMillis(500);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Database database;
  private final Consumer<Channel> own = this::ring;
  private final Bell work = new Bell();
  private final Bell run = new Bell();
  private final Bell gitHub = new Bell();
  private final Bell seat = new Bell();
  private final Bell farm = new Bell();
  private final Bell stop = new Bell();
  private final Thread thread;
  private volatile @Nullable Connection connection;

  /** Starts listening; returns once it hears. */
  public Bells(Database database) {
    this.database = database;
    database.listen(own); // before the connection, which passes over what is our own
    this.connection = connect();
    this.thread = Thread.ofPlatform().name("hil-notifications").daemon().unstarted(this::listen);
    this.thread.start();
  }

  /** Rings when there may be work for a rack. */
  public Bell work() {
    return work;
  }

  /** Rings when some run changed. */
  public Bell run() {
    return run;
  }

  /** Rings when some run, or what boards may do, changed: whenever one of the two others does. */
  public Bell farm() {
    return farm;
  }

  /** Rings when GitHub told something, or what is to be told to it changed. */
  public Bell gitHub() {
    return gitHub;
  }

  /** Rings when a console said something, or somebody wants something of a board. */
  public Bell seat() {
    return seat;
  }

  private Connection connect() {
    try {
      Connection opened = DriverManager.getConnection(database.url());
      try (Statement statement = opened.createStatement()) {
        for (Channel channel : Channel.values()) {
          statement.execute("listen " + channel.sqlName());
        }
      }
      return opened;
    } catch (SQLException e) {
      throw new IllegalStateException(
          "PostgreSQL does not let the farm listen: " + e.getMessage(), e);
    }
  }

  private void listen() {
    while (!stop.closed()) {
      try {
        Connection open = connection;
        if (open == null) {
          connection = connect();
          work.ring();
          run.ring();
          farm.ring();
          gitHub.ring();
          seat.ring();
        } else {
          hear(open);
        }
      } catch (SQLException | RuntimeException e) {
        lost(e);
      }
    }
  }

  private void hear(Connection open) throws SQLException {
    PGNotification[] heard = open.unwrap(PGConnection.class).getNotifications(LISTEN_MILLIS);
    if (heard == null || heard.length == 0) {
      requireAlive(open);
      return;
    }
    for (PGNotification notification : heard) {
      if (!database.isOwn(notification.getParameter())) {
        Arrays.stream(Channel.values())
            .filter(channel -> channel.sqlName().equals(notification.getName()))
            .forEach(this::ring);
      }
    }
  }

  /** Silence may mean that the way to PostgreSQL is cut, which nobody would ever say. */
  private static void requireAlive(Connection open) throws SQLException {
    if (!open.isValid(ALIVE_SECONDS)) {
      throw new SQLException("no answer within %d s".formatted(ALIVE_SECONDS));
    }
  }

  private void ring(Channel channel) {
    switch (channel) {
      case WORK -> {
        work.ring();
        farm.ring();
      }
      case RUN -> {
        run.ring();
        farm.ring();
      }
      case GITHUB -> gitHub.ring();
      case SEAT -> seat.ring();
    }
  }

  private void lost(Exception e) {
    if (stop.closed()) {
      return;
    }
    LOG.warn("lost the connection for notifications, connecting again: {}", e.getMessage());
    hangUp();
    connection = null;
    try {
      stop.awaitAfter(0, Deadline.after(RECONNECT));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stop.close();
    }
  }

  private void hangUp() {
    Connection open = connection;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("closing the connection for notifications: {}", e.getMessage());
      }
    }
  }

  /** Wakes all who wait, and stops listening. */
  @Override
  public void close() {
    database.unlisten(own);
    stop.close();
    work.close();
    run.close();
    farm.close();
    gitHub.close();
    seat.close();
    hangUp();
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
