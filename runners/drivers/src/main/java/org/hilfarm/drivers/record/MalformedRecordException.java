package org.hilfarm.drivers.record;

/** Something between a record's marks is no record; the message says what is wrong with it. */
final class MalformedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedRecordException(String message) {
    super(message);
  }
}
