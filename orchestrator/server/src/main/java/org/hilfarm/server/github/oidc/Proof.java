package org.hilfarm.server.github.oidc;

/** What becomes of a text that claims to be a workflow's identity. */
sealed interface Proof {
  /** It is one, signed by the issuer and meant for this farm, now. */
  record Proven(Identity identity) implements Proof {}

  /** It is none that counts; the text says nothing of an identity that is not signed. */
  record Unproven(String why) implements Proof {}

  /** Nobody can tell now. */
  record Untold(String why) implements Proof {}
}
