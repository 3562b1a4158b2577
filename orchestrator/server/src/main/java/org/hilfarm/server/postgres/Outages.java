package org.hilfarm.server.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells PostgreSQL's being away from a mistake in what it was asked, by SQLSTATE (PostgreSQL,
 * appendix A): class 08 is the connection; 57P01 to 57P03 a server that stops, crashed or starts;
 * 53300 one that has no room for another client; 25P03 and 57P05 one that ended an idle session.
 */
final class Outages {
  private Outages() {}

  /** What is said of it, where it is one. */
  static Optional<DatabaseAwayException> in(RuntimeException e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isOutage(sql)) {
        return Optional.of(
            new DatabaseAwayException("PostgreSQL does not answer: " + firstLine(sql), e));
      }
    }
    return Optional.empty();
  }

  private static boolean isOutage(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return e instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("53300")
        || state.equals("25P03");
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
