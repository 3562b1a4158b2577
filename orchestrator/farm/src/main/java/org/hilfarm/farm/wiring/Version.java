package org.hilfarm.farm.wiring;

/** Which farm this is. */
public final class Version {
  /** For people and for the other side. */
  public static final String TEXT = "0.1.0-SNAPSHOT";

  private Version() {}
}
