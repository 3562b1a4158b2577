package org.hilfarm.server.postgres;

/** What can be waited for. */
public enum Channel {
  /** There may be work for a rack. */
  WORK("hil_work"),
  /** A run changed. */
  RUN("hil_run"),
  /** GitHub told something, or what is to be told to it changed. */
  GITHUB("hil_github"),
  /** A board said something that somebody watches, or a person wants something of one. */
  SEAT("hil_seat");

  private final String sqlName;

  Channel(String sqlName) {
    this.sqlName = sqlName;
  }

  String sqlName() {
    return sqlName;
  }
}
