package org.hilfarm.server.source;

/** There is no build to be had; the message says where it was looked for and what to do. */
public final class NoBuildException extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean later;

  private NoBuildException(String message, boolean later) {
    super(message);
    this.later = later;
  }

  /** Asking again would be answered the same. */
  static NoBuildException forGood(String message) {
    return new NoBuildException(message, false);
  }

  /** Asking again may help: nobody answered, or the other side was not well. */
  static NoBuildException forNow(String message) {
    return new NoBuildException(message, true);
  }

  /** Whether asking again may help. */
  public boolean later() {
    return later;
  }
}
