package org.hilfarm.server.intake;

/** A submission is well, but nothing can be tested of it. */
public final class NothingToTestException extends BadSubmissionException {
  private static final long serialVersionUID = 1L;
  private final boolean boardsMissing;

  NothingToTestException(String why, boolean boardsMissing) {
    super(why);
    this.boardsMissing = boardsMissing;
  }

  /** Whether a rack with boards would change that; else no script applies to any. */
  public boolean boardsMissing() {
    return boardsMissing;
  }
}
