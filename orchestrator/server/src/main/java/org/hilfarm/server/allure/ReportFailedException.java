package org.hilfarm.server.allure;

/** A report could not be made; the message says of which run, why, and what to do. */
public final class ReportFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  ReportFailedException(String message) {
    super(message);
  }
}
