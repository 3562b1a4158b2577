package org.hilfarm.server.postgres;

/** PostgreSQL did not answer, or went away in the middle; it is worth trying again. */
public final class DatabaseAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
