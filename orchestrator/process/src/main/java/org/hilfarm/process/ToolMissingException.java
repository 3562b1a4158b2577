package org.hilfarm.process;

/** A program the farm needs is not on this machine; the message says how to get it. */
public final class ToolMissingException extends Exception {
  private static final long serialVersionUID = 1L;

  public ToolMissingException(String tool) {
    super(
        "the program \"%s\" is not on the PATH and not in the farm's cache: run ./farm setup"
            .formatted(tool));
  }
}
