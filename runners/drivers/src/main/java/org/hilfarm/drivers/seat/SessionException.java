package org.hilfarm.drivers.seat;

import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;

/** Work with a board cannot go on; the fault says what happened and who must act. */
public final class SessionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  public SessionException(FaultKind kind, String text) {
    super(kind + ": " + text);
    this.fault = new Fault(kind, text);
  }

  public SessionException(FaultKind kind, String text, Throwable cause) {
    super(kind + ": " + text, cause);
    this.fault = new Fault(kind, text);
  }

  /** What happened and who must act. */
  public Fault fault() {
    return fault;
  }
}
