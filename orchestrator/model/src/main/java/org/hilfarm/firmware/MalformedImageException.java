package org.hilfarm.firmware;

/** A firmware file breaks a rule of its format; the message names the rule, not the file. */
public final class MalformedImageException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedImageException(String rule) {
    super(rule);
  }

  /** The same, with what a reader of the format threw. */
  public MalformedImageException(String rule, Throwable cause) {
    super(rule, cause);
  }
}
