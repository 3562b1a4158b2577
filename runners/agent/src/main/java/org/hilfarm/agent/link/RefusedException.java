package org.hilfarm.agent.link;

import java.util.List;
import org.hilfarm.wire.rackapi.Protocol;

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

  /**
   * Whether it will stay so until a person does something: the caller may not do this (403), or
   * speaks another version (426).
   */
  public boolean forGood() {
    return status == 403 || status == Protocol.NOT_SPOKEN;
  }

  /** Why, one sentence each, in the orchestrator's words; printable and bounded. */
  public List<String> problems() {
    return problems;
  }

  private static String advice(int status) {
    return status == 401 ? " (is this the token file that this orchestrator wrote?)" : "";
  }
}
