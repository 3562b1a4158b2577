package org.hilfarm.agent.link;

import java.util.List;

/** The orchestrator will not do what was asked; asking again would change nothing. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final List<String> problems;

  public RefusedException(String asked, Answer.Refusal refusal) {
    super(asked + ": " + refusal.text() + advice(refusal.status()));
    status = refusal.status();
    problems = refusal.problems();
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Why, one sentence each, in the orchestrator's words; printable and bounded. */
  public List<String> problems() {
    return problems;
  }

  private static String advice(int status) {
    return status == 401 || status == 403
        ? " (is this the token file that this orchestrator wrote?)"
        : "";
  }
}
