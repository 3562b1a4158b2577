package org.hilfarm.server.signin;

import java.time.Instant;
import org.hilfarm.server.audit.Who;

/**
 * A person who is signed in from one browser.
 *
 * @param number counts from 1
 * @param name for people, and for the audit log
 * @param role what this one may do
 * @param address from where
 * @param made since when
 * @param seen when it was last used, about
 * @param ends when it is over at the latest
 */
public record SignIn(
    long number, String name, Role role, String address, Instant made, Instant seen, Instant ends) {
  /** What people call it. */
  public String id() {
    return "s" + number;
  }

  /** As the audit log has it. */
  public Who who() {
    return new Who("%s (%s)".formatted(name, id()), address);
  }
}
