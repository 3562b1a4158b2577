package org.hilfarm.farm.client;

import java.util.List;

/** What was given to submit is no build; nothing was sent. */
public final class BadBuildException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadBuildException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
