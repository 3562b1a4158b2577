package org.hilfarm.farm;

import org.hilfarm.farm.cli.CommandLineStart;

/** Where {@code ./farm} begins. */
public final class Main {
  private Main() {}

  /** Ends the process with the command's exit code. */
  public static void main(String[] args) {
    CommandLineStart.main(args);
  }
}
