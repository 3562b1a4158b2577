package org.hilfarm.virtual.circuitpython.vm;

/**
 * An answer to a question of the board's modules.
 *
 * @param status what the module does with it: {@code =} returns the text, the others raise
 * @param text the value, or an error's message
 */
public record Answer(char status, String text) {
  public static final Answer OK = new Answer('=', "");

  /** Ask again: a signal was sent and shall be seen first. */
  public static final Answer AGAIN = new Answer('P', "");

  public static Answer of(String value) {
    return new Answer('=', value);
  }

  public static Answer of(long value) {
    return of(Long.toString(value));
  }

  public static Answer of(boolean value) {
    return of(value ? "1" : "0");
  }

  /** Raises a RuntimeError. */
  public static Answer runtimeError(String message) {
    return new Answer('T', message);
  }
}
