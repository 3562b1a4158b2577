package org.hilfarm.agent.link;

import java.io.IOException;

/**
 * The orchestrator gave no answer that can be used: not there, too slow, failing, or talking
 * nonsense. Asking again later may help.
 */
public final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(String what) {
    super(what);
  }

  public UnreachableException(String what, Throwable cause) {
    super(what, cause);
  }
}
