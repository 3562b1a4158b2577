package org.hilfarm.wire.runapi;

/**
 * What a workflow's job shows to get a ticket.
 *
 * @param token the OpenID Connect token that GitHub signed for it
 */
public record WorkflowIdentity(String token) {
  @Override
  public String toString() {
    return "identity ***";
  }
}
