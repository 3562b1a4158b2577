package org.hilfarm.testing.github.rest;

import org.hilfarm.testing.github.net.Answer;

/** What is asked is not done; the message is GitHub's. */
final class RefusalException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  RefusalException(int status, String message) {
    super(message);
    this.status = status;
  }

  static RefusalException notFound() {
    return new RefusalException(404, "Not Found");
  }

  Answer answer() {
    String message = getMessage();
    return Answer.error(status, message == null ? "" : message);
  }
}
