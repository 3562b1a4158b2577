package org.hilfarm.farm.wiring;

/**
 * Which farm this is.
 *
 * @param commit of which commit it was built, such as the launcher says; {@code unknown} without
 *     one
 */
public record Version(String commit) {
  /** For people and for the other side. */
  public static final String TEXT = "0.1.0-SNAPSHOT";

  /** This process'. */
  public static Version here() {
    String commit = System.getProperty("hilfarm.commit", "");
    return new Version(commit.isBlank() ? "unknown" : commit);
  }
}
