package org.hilfarm.server.signin;

import org.hilfarm.server.audit.Who;

/**
 * Who looks at a page, or presses a button on it.
 *
 * @param who as the audit log has it; its actor is what other people are told
 * @param role what this one may do
 * @param known how the farm knows
 * @param csrf what this one's forms say in the field {@code csrf}, and scripts in the header {@code
 *     X-CSRF-Token}; empty for a program, which needs none
 */
public record Person(Who who, Role role, Known known, String csrf) {
  /** How the farm knows who somebody is. */
  public enum Known {
    /** Sits at the farm's own machine. */
    MACHINE,
    /** Signed in from a browser. */
    SIGN_IN,
    /** A program that says its token with each request. */
    TOKEN
  }

  /** For people. */
  public String name() {
    return who.actor();
  }

  /** Whether this one may do what the role is needed for. */
  public boolean may(Role needed) {
    return role.covers(needed);
  }
}
