package org.hilfarm.server.source;

/** There is no build to be had; the message says where it was looked for and what to do. */
public final class NoBuildException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int UNAUTHORIZED = 401;

  private final boolean later;
  private final int status;

  private NoBuildException(String message, boolean later, int status) {
    super(message);
    this.later = later;
    this.status = status;
  }

  /** Asking again would be answered the same. */
  static NoBuildException forGood(String message) {
    return new NoBuildException(message, false, 0);
  }

  /** Asking again may help: nobody answered, or the other side was not well. */
  static NoBuildException forNow(String message) {
    return new NoBuildException(message, true, 0);
  }

  /** The other side answered with this status of HTTP. */
  static NoBuildException answered(String message, int status, boolean later) {
    return new NoBuildException(message, later, status);
  }

  /** Whether the other side did not take the token: asking again with another may help. */
  public boolean unauthorized() {
    return status == UNAUTHORIZED;
  }

  /** Whether asking again may help. */
  public boolean later() {
    return later;
  }
}
