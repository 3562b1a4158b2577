package org.hilfarm.model.report;

/**
 * Something that went wrong, with who must act.
 *
 * @param kind what, and by that whose
 * @param text what happened, where, and what to do next; whole sentences
 */
public record Fault(FaultKind kind, String text) {
  /** Who must act. */
  public Blame blame() {
    return kind.blame();
  }

  @Override
  public String toString() {
    return kind + ": " + text;
  }
}
