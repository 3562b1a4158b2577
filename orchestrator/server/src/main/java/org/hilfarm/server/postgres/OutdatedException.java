package org.hilfarm.server.postgres;

/** The database was made for a newer farm than this one, which must not touch it. */
public final class OutdatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutdatedException(String message) {
    super(message);
  }
}
