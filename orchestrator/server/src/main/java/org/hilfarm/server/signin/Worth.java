package org.hilfarm.server.signin;

import org.hilfarm.model.build.Sha256;

/** What a token is worth in a browser. */
public sealed interface Worth {
  /**
   * It lets its bearer in.
   *
   * @param actor whose it is, as the audit log has it
   * @param role what its bearer may do on the pages
   * @param token its digest: what it is exchanged for ends with it
   */
  record Grant(String actor, Role role, Sha256 token) implements Worth {}

  /** It does not. */
  record Nothing(String why) implements Worth {}
}
