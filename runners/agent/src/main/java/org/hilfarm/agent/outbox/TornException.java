package org.hilfarm.agent.outbox;

import java.io.IOException;

/** An entry on the disk is no longer what was written; its text says what is wrong with it. */
public final class TornException extends IOException {
  private static final long serialVersionUID = 1L;

  TornException(String what) {
    super(what);
  }
}
